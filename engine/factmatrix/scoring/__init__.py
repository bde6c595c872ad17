"""From facts to scores: ranges, three-valued conditions, ranking, advice and certainty."""
