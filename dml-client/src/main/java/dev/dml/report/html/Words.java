package dev.dml.report.html;

/** What each picture shows, for readers who do not know the method. */
final class Words {

  static final String ESTIMATES =
      "Each dot is an estimate and each bar its confidence interval: over many samples, intervals"
          + " made in this way hold the true value as often as they say, if what the model assumes"
          + " is true. An interval across the line at zero means that the data do not tell the"
          + " direction of the effect.";

  /** Of estimates that have joint intervals. */
  static final String JOINTLY = " A wider, lighter bar holds for all estimates at once.";

  static final String REPETITIONS =
      "The sample is split at random so that no prediction is judged on rows it was learnt from;"
          + " another split gives another number. Each dot above is the estimate of one split, and"
          + " the dot with the bar below them is their aggregate. If the dots are spread as widely"
          + " as the bar, take more repetitions.";

  static final String GROUPS =
      "The same effect among the rows of each group. Compare intervals, not only dots: groups whose"
          + " intervals overlap much are not shown to differ.";

  static final String AVERAGES =
      "Effects of groups in periods, averaged by the time since the treatment (below 0: before it),"
          + " by group and by period. Those before the treatment should be zero if trends are"
          + " parallel; that they are does not prove it.";

  /** Of averages that have joint intervals. */
  static final String BAND = " The lighter bar holds for all of a picture at once.";

  static final String CURVE =
      "The average effect at each value of a column. The inner band is for one value looked at"
          + " alone, the outer one holds the whole curve at once.";

  static final String POLICY =
      "Whom it would pay to treat, by simple questions, if treatment costs nothing: the tree with"
          + " the greatest average outcome among those of its size.";

  static final String SENSITIVITY =
      "The estimate assumes that everything that moves both treatment and outcome was observed."
          + " This map says what it would become if something was not: to the right the unobserved"
          + " variable explains more of the treatment, upwards more of the outcome, and each line"
          + " is the bound of the effect there. On the thick line the effect has become the value"
          + " it is compared with. Named dots are observed covariates, as if nobody had observed"
          + " them. The robustness value is the strength, the same on both sides, that is just"
          + " enough.";

  static final String NUISANCES =
      "What machine learning had to predict on the way. R2 compares the squared errors on rows that"
          + " the learner had not seen with those of a constant: 0 is no better than the mean, 1"
          + " perfect, and to the left of zero the learner is worse than none. A small R2 is no"
          + " fault if the covariates say little; one near 1 may mean that a covariate is a copy.";

  static final String CANDIDATES =
      "The learners that were combined for each nuisance: how much each counts, and how well it"
          + " predicts alone.";

  static final String OVERLAP =
      "For every row, how probable the covariates make it to be in the arm with value 1; above the"
          + " rows that are in it, below the others. Effects are learnt by comparing rows that look"
          + " alike, so both sides should have bars at the same places. Near 0 and 1 few rows stand"
          + " for many, and the effective number of rows says how many they are worth.";

  static final String CALIBRATION =
      "Among rows whose predicted probability is 0.3, three in ten should have value 1: dots on the"
          + " dashed line. Larger dots are more rows.";

  static final String FIRST_STAGE =
      "How strongly the instruments move the treatment. With an F below 10 instruments are weak,"
          + " and intervals may miss the truth more often than they say.";

  static final String INVOCATIONS =
      "Each bar is an invocation of the function, from its sending to its answer, and its colours"
          + " are what happened when. Below, how many ran at once. Much time on starts or on the"
          + " way means that fewer, larger batches would cost less.";

  private Words() {}
}
