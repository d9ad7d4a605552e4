package dev.dml.cli.terminal;

import dev.dml.wire.progress.RunProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far a run is, in a few words. */
public final class ProgressWords {

  private static final int MOST_SECONDS = 100;
  private static final int MOST_MINUTES = 100;

  private ProgressWords() {}

  /** All that is known, what matters most first. */
  public static String of(RunProgress now) {
    return withoutEffects(now) + now.leastKnown().map(effect -> ", " + words(effect)).orElse("");
  }

  /** All but the effects. */
  public static String withoutEffects(RunProgress now) {
    List<String> words = new ArrayList<>();
    words.add(String.format(Locale.ROOT, "%,d of %,d fits", now.done(), now.total()));
    if (!now.waitsFor().isEmpty()) {
      words.add(now.waitsFor());
    } else if (now.done() < now.total()) {
      now.left().ifPresent(left -> words.add(time(left) + " left"));
    }
    now.bill()
        .ifPresent(
            bill -> {
              words.add(bill.spent().toString());
              if (bill.retries() > 0) {
                words.add(bill.retries() == 1 ? "1 retry" : bill.retries() + " retries");
              }
            });
    return String.join(", ", words);
  }

  private static String words(RunProgress.Effect effect) {
    return String.format(
        Locale.ROOT, "%s %.4g (%.2g)", effect.name(), effect.coefficient(), effect.standardError());
  }

  /** A time in a unit that a person would choose. */
  public static String time(Duration time) {
    if (time.toSeconds() < MOST_SECONDS) {
      return Math.round(time.toMillis() / 1e3) + " s";
    }
    long minutes = Math.round(time.toSeconds() / 60.0);
    return minutes < MOST_MINUTES
        ? minutes + " min"
        : String.format(Locale.ROOT, "%.1f h", time.toSeconds() / 3600.0);
  }
}
