"""Questions of a policy: what is so in every situation that can be."""
