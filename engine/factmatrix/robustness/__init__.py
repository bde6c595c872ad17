"""How sure an answer is: what of the rules or of the brand would have to differ for another lead.

Everything here scores the brand again with something changed; nothing is estimated.
"""
