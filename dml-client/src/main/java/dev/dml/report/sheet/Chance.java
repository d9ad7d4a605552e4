package dev.dml.report.sheet;

import dev.dml.analysis.effects.PreTreatment;
import dev.dml.analysis.effects.WaldTest;
import dev.dml.report.number.Digits;
import java.util.List;
import java.util.Optional;

/** How likely effects, or differences of them, are if there are none, in words. */
public final class Chance {

  private Chance() {}

  /**
   * A sentence without its subject.
   *
   * @param where the effect would be the same
   */
  public static String of(WaldTest test, String where) {
    return "if the effect were the same "
        + where
        + ", differences as large as these would have the probability "
        + in(test);
  }

  /** What is said of effects before the treatment: of all, and of averages if these are others. */
  static List<String> of(PreTreatment before) {
    String effects = sentence(before.effects(), "effect", " before the treatment");
    return before.eventStudy().effects() == before.effects().effects()
        ? List.of(effects)
        : List.of(
            effects,
            sentence(before.eventStudy(), "average", " before the treatment in the event study"));
  }

  private static String sentence(PreTreatment.Verdict verdict, String noun, String where) {
    int number = verdict.effects();
    String subject =
        switch (number) {
              case 0 -> noun + "s";
              case 1 -> "the " + noun;
              default -> "all " + Digits.count(number) + " " + noun + "s";
            }
            + where;
    Optional<String> chance =
        verdict
            .test()
            .map(
                test ->
                    "If "
                        + subject
                        + " were zero, "
                        + (number == 1
                            ? "an estimate as large as this"
                            : "estimates as large as these")
                        + " would have the probability "
                        + in(test));
    return chance.orElse("That " + subject + (number == 1 ? " is" : " are") + " zero is not tested")
        + verdict.note().map(note -> (chance.isPresent() ? "; " : ": ") + note).orElse("");
  }

  private static String in(WaldTest test) {
    return Digits.probability(test.p())
        + " (chi-square "
        + Digits.fixed(test.statistic(), 2)
        + " with "
        + test.degrees()
        + (test.degrees() == 1 ? " degree" : " degrees")
        + " of freedom)";
  }
}
