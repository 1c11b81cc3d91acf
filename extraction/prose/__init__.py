"""Reading prose: sections, sentences, clauses → observations, each with the named rule that read it.

reading         the walk over sections, sentences and clauses; a statement becomes an observation
sentences       which sentences may state anything, and where they end
clauses         words and counts of a sentence, by the lexicon that the seeds make
scopes          which words bear on which count
state           what has been said and read so far
matters         disclosures, applications or cases: of which a clause speaks

refusals        numbers that are no facts, wherever they stand (suboffices: of other bodies; series: of other years)

disclosures     what kind of thing a count is of
  information   counts of 信息: in general, by way, by class (one_way, objects, ways, parts, cumulative, kept)
  lists, names  lists of classes, and their names
  papers        counts of 规范性文件, 规章, licences and penalties

applications    what a count of applications states (deciding, handled, elsewhere, received,
                applications_kept)
  answers       clauses on applications without a count (said)

cases           reconsideration and litigation (results)
"""

from extraction.prose.clauses import Lexicon
from extraction.prose.reading import ProseReading, read_prose

__all__ = ["Lexicon", "ProseReading", "read_prose"]
