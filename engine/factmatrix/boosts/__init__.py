"""Tests with DOU+ and Qianchuan: what they showed, and where the next money should go."""
