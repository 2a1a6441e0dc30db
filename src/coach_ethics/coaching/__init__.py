"""What may be said of an engagement: records, facts, the vocabulary, situations."""
