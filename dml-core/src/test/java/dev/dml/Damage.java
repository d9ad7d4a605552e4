package dev.dml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What may become of JSON on its way or in bad hands. */
public final class Damage {

  private static final Pattern VALUE =
      Pattern.compile("\"[^\"]*\"|-?\\d+(\\.\\d+)?|\\[\\]|true|false");
  private static final Pattern ENTRY = Pattern.compile("\"[a-z_]+\":(\"[^\"]*\"|\\d+),");
  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "[[[[]]]]",
          "true",
          "-1",
          "0",
          "1.5",
          "1e308",
          "-1e999",
          "9223372036854775807",
          "123456789012345678901234567890",
          "\"\"",
          "\"../../../../tmp/outside\"",
          "\"runs/../../outside/results/\"",
          "\"/tmp/outside\"",
          "\"/etc/passwd\"",
          "\"\\u0000\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "\"T(java.lang.Runtime).getRuntime().exec('touch outside')\"",
          "\"" + "x".repeat(5000) + "\"",
          "[".repeat(2000));

  private Damage() {}

  /** A text with up to three damages, and perhaps a bit that has turned, as bytes. */
  public static byte[] of(String sound, RandomGenerator random) {
    String text = sound;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      text =
          switch (random.nextInt(6)) {
            case 0, 1 -> withAnotherValue(text, random);
            case 2 -> withoutAnEntry(text, random);
            case 3 -> text.substring(0, random.nextInt(text.length() + 1));
            case 4 -> withAPartTwice(text, random);
            default -> text;
          };
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(3) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static String withAnotherValue(String text, RandomGenerator random) {
    return replaced(text, VALUE, VALUES.get(random.nextInt(VALUES.size())), random);
  }

  private static String withoutAnEntry(String text, RandomGenerator random) {
    return replaced(text, ENTRY, "", random);
  }

  private static String replaced(String text, Pattern what, String by, RandomGenerator random) {
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  private static String withAPartTwice(String text, RandomGenerator random) {
    int from = random.nextInt(text.length() + 1);
    int to = from + random.nextInt(text.length() + 1 - from);
    return text.substring(0, to) + text.substring(from);
  }
}
