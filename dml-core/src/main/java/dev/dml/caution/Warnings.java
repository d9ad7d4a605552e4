package dev.dml.caution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sentences that warn of a result, each once, those of a cause together.
 *
 * <p>An estimation of a hundred effects has as many reasons to say the same: of a cause, the first
 * {@value #WHOLE} sentences stand as they are, and one more names what else they hold of.
 */
public final class Warnings {

  private static final int WHOLE = 3;

  private final Map<String, Map<String, String>> subjects = new LinkedHashMap<>();

  /** Adds a sentence that is the only one of its cause. */
  public void add(String sentence) {
    of(sentence).put(sentence, sentence);
  }

  /** Adds sentences that are each the only one of their cause. */
  public void addAll(List<String> sentences) {
    sentences.forEach(this::add);
  }

  /**
   * Adds a sentence about a subject.
   *
   * @param format what is said of every subject of the cause, as of {@link String#format}
   */
  public void add(String subject, String format, Object... values) {
    of(format).putIfAbsent(String.format(Locale.ROOT, format, values), subject);
  }

  private Map<String, String> of(String cause) {
    return subjects.computeIfAbsent(cause, any -> new LinkedHashMap<>());
  }

  /** In the order in which their causes were first named. */
  public List<String> sentences() {
    List<String> all = new ArrayList<>();
    for (Map<String, String> ofCause : subjects.values()) {
      // A list of one name would be no shorter than its sentence.
      int whole = ofCause.size() == WHOLE + 1 ? WHOLE + 1 : WHOLE;
      ofCause.keySet().stream().limit(whole).forEach(all::add);
      List<String> others = ofCause.values().stream().skip(whole).distinct().toList();
      if (!others.isEmpty()) {
        all.add("the same holds of " + others.size() + " more: " + String.join(", ", others));
      }
    }
    return all;
  }
}
