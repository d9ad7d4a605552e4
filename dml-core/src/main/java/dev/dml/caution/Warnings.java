package dev.dml.caution;

import dev.dml.data.text.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sentences that warn of a result, each once, those of a cause together.
 *
 * <p>An estimation of a hundred effects has as many reasons to say the same: of a cause, the first
 * {@value #WHOLE} sentences stand as they are, and one more says of how many more they hold, and
 * names up to {@value #MOST_NAMED} of these.
 */
public final class Warnings {

  private static final int WHOLE = 3;
  private static final int MOST_NAMED = 6;

  private final Map<String, Map<String, Said>> causes = new LinkedHashMap<>();

  /**
   * A sentence.
   *
   * @param subject what it is about
   * @param detailed the same subject and the effect for which it is looked at
   * @param whole the sentence about the detailed subject
   * @param isOfOne whether it is said of that effect alone
   */
  private record Said(String subject, String detailed, String whole, boolean isOfOne) {}

  /** Adds a sentence that is the only one of its cause. */
  public void add(String sentence) {
    of(sentence).put(sentence, new Said(sentence, sentence, sentence, false));
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
    String sentence = String.format(Locale.ROOT, format, values);
    of(format).putIfAbsent(sentence, new Said(subject, subject, sentence, false));
  }

  /**
   * Adds a sentence about a subject of an effect, which is named where the subject has another
   * sentence for another effect.
   *
   * @param format as of {@link #add}; one of the values is the subject
   */
  void addOf(String effect, String subject, String format, Object... values) {
    add(effect, subject, false, format, values);
  }

  /**
   * Adds a sentence about a subject that several effects have, of which each has rows of its own;
   * the effect is also named where no other has the same sentence.
   *
   * @param format as of {@link #add}; one of the values is the subject
   */
  void addOfOne(String effect, String subject, String format, Object... values) {
    add(effect, subject, true, format, values);
  }

  private void add(
      String effect, String subject, boolean isOfOne, String format, Object... values) {
    String detailed = subject + " for " + effect;
    Object[] all =
        Arrays.stream(values).map(value -> value.equals(subject) ? detailed : value).toArray();
    of(format)
        .merge(
            String.format(Locale.ROOT, format, values),
            new Said(subject, detailed, String.format(Locale.ROOT, format, all), isOfOne),
            (first, again) -> new Said(subject, first.detailed, first.whole, false));
  }

  private Map<String, Said> of(String cause) {
    return causes.computeIfAbsent(cause, any -> new LinkedHashMap<>());
  }

  /** In the order in which their causes were first named. */
  public List<String> sentences() {
    List<String> all = new ArrayList<>();
    for (Map<String, Said> ofCause : causes.values()) {
      // A list of one name would be no shorter than its sentence.
      int whole = ofCause.size() == WHOLE + 1 ? WHOLE + 1 : WHOLE;
      List<Said> said = List.copyOf(ofCause.values());
      Map<String, Long> times =
          said.stream().collect(Collectors.groupingBy(Said::subject, Collectors.counting()));
      ofCause.entrySet().stream()
          .limit(whole)
          .map(one -> isOnce(one.getValue(), times) ? one.getKey() : one.getValue().whole())
          .forEach(all::add);
      List<String> others =
          said.stream()
              .skip(whole)
              .map(one -> isOnce(one, times) ? one.subject() : one.detailed())
              .distinct()
              .toList();
      if (!others.isEmpty()) {
        all.add("the same holds of " + others.size() + " more" + named(others));
      }
    }
    return all;
  }

  private static String named(List<String> others) {
    return others.size() <= MOST_NAMED
        ? ": " + String.join(", ", others)
        : ", such as " + Sentence.list(others.subList(0, MOST_NAMED));
  }

  private static boolean isOnce(Said said, Map<String, Long> times) {
    return times.getOrDefault(said.subject(), 0L) == 1 && !said.isOfOne();
  }
}
