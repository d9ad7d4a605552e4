package dev.dml.report.table;

import dev.dml.data.InvalidInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which effects a table shows, in this order, and how it calls them, from {@code
 * EFFECT=NAME,EFFECT,...}.
 *
 * <p>Names of effects may hold commas and equals signs, {@code ATT(2, 2) since 1} and {@code plan =
 * free}: known ones are found whole. A comma before a blank belongs to the name that it stands in,
 * unless the next effect begins there.
 *
 * @param texts what was typed, each time the option was given
 * @param effects the effects that there are
 */
record CoefficientMap(List<String> texts, TableEffects effects) {

  private static final Pattern PAIR = Pattern.compile("[^,]*[^ ,]=");

  /** How effects are called, by their names; those that are not known as they were typed. */
  Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String text : texts) {
      pieces(text).forEach(piece -> add(piece, names));
    }
    return names;
  }

  private void add(String piece, Map<String, String> names) {
    String typed = known(piece).orElse(piece.replaceFirst("=.*", ""));
    boolean named = typed.length() < piece.length();
    int meant = effects.meantBy(typed).size();
    if (named && meant > 1) {
      throw new InvalidInput(
          "--coef-map: "
              + typed
              + " stands for "
              + meant
              + " effects and must be without a name, but was "
              + piece);
    }
    for (String effect : effects.meantBy(typed)) {
      if (named) {
        names.put(effect, piece.substring(typed.length() + 1));
      } else {
        names.putIfAbsent(effect, effects.called(effect));
      }
    }
  }

  private List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int end = end(rest);
      pieces.add(rest.substring(0, end).strip());
      rest = rest.substring(Math.min(end + 1, rest.length())).strip();
    }
    return pieces;
  }

  /** Where the first piece of a text ends. */
  private int end(String text) {
    int begin = known(text).map(String::length).orElse(0);
    for (int comma = text.indexOf(',', begin); comma >= 0; comma = text.indexOf(',', comma + 1)) {
      if (separates(text, comma)) {
        return comma;
      }
    }
    return text.length();
  }

  private boolean separates(String text, int comma) {
    String after = text.substring(comma + 1);
    if (!after.startsWith(" ")) {
      return true;
    }
    Optional<String> next = known(after.strip());
    boolean named = text.substring(0, comma).contains("=");
    boolean begins = next.isPresent() && (!named || after.strip().startsWith(next.get() + "="));
    return begins || PAIR.matcher(after).lookingAt();
  }

  /**
   * The longest name with which a text begins and after which nothing, a name or a comma stands.
   */
  private Optional<String> known(String text) {
    return effects.typed().stream()
        .filter(text::startsWith)
        .filter(
            each -> text.length() == each.length() || "=,".indexOf(text.charAt(each.length())) >= 0)
        .max(Comparator.comparingInt(String::length));
  }
}
