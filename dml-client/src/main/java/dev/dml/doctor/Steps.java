package dev.dml.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Things that are looked at one after the other, each only if what it needs was not amiss. */
public final class Steps {

  private final Map<String, Check.Verdict> verdicts = new LinkedHashMap<>();
  private final List<Check> checks = new ArrayList<>();

  /**
   * Looks at something.
   *
   * @param subject what is looked at, as the check will say
   * @param needs subjects of earlier steps
   * @param look looks
   */
  public void take(String subject, List<String> needs, Supplier<Check> look) {
    List<String> missing = needs.stream().filter(need -> !succeeded(need)).toList();
    found(subject, missing.isEmpty() ? look.get() : Check.unknown(subject, missing.getFirst()));
  }

  /** Leaves things out that need an earlier one, which was amiss. */
  void leaveOut(List<String> subjects, String need) {
    subjects.forEach(subject -> found(subject, Check.unknown(subject, need)));
  }

  private void found(String subject, Check check) {
    verdicts.put(subject, check.verdict());
    checks.add(check);
  }

  /** Whether an earlier step went well, perhaps with a warning. */
  public boolean succeeded(String subject) {
    Check.Verdict verdict = verdicts.get(subject);
    return verdict == Check.Verdict.OK || verdict == Check.Verdict.WARN;
  }

  /** What was found so far. */
  public List<Check> checks() {
    return List.copyOf(checks);
  }
}
