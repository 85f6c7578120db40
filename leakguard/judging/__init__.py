"""Tags in, findings out: what a policy says of the tables and texts of one file."""

from leakguard.judging.context import FileFacts, Picture, contexts_of, facts_of
from leakguard.judging.policy import Judgement, judge

__all__ = ["FileFacts", "Judgement", "Picture", "contexts_of", "facts_of", "judge"]
