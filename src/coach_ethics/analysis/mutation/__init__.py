"""Mutation testing: would a policy's scenarios and properties notice a small change?"""
