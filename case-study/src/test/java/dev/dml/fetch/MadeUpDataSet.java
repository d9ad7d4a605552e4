package dev.dml.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Data sets with random values in the format in which the real ones are published. */
public final class MadeUpDataSet {

  private static final int ROWS = 400;

  private MadeUpDataSet() {}

  /** Data like those of the bonus experiment; some rows belong to groups that are left out. */
  public static Function<Optional<Path>, List<Path>> bonus(Path directory) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "abdt tg inuidur1 inuidur2 female black hispanic othrace dep q1 q2 q3 q4  q5 q6"
                    + " recall agelt35 agegt54 durable nondurable lusd husd muld  "));
    Random random = new Random(1);
    for (int row = 0; row < ROWS; row++) {
      StringBuilder line = new StringBuilder("10824 " + 2 * random.nextInt(3));
      line.append(' ').append(1 + random.nextInt(50)).append(" 18");
      for (int column = 4; column < 23; column++) {
        line.append(' ').append(random.nextInt(column == 8 ? 3 : 2));
      }
      lines.add(line.toString());
    }
    return published(directory, "penn_jae.dat", lines, Recipe.BONUS);
  }

  /** Data like those of the 401(k) study, in which nobody participates who is not eligible. */
  public static Function<Optional<Path>, List<Path>> pension(Path directory) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "\"net_tfa\",\"age\",\"inc\",\"fsize\",\"educ\",\"db\",\"marr\",\"twoearn\","
                    + "\"e401\",\"p401\",\"pira\",\"hown\""));
    Random random = new Random(2);
    for (int row = 0; row < ROWS; row++) {
      int eligible = random.nextInt(2);
      int participates = eligible * (random.nextInt(3) > 0 ? 1 : 0);
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d",
              random.nextInt(40000) + 9000 * participates,
              25 + random.nextInt(40),
              random.nextInt(100000),
              1 + random.nextInt(6),
              8 + random.nextInt(10),
              random.nextInt(2),
              random.nextInt(2),
              random.nextInt(2),
              eligible,
              participates,
              random.nextInt(2),
              random.nextInt(2)));
    }
    return published(directory, "401k.csv", lines, Recipe.PENSION);
  }

  private static Function<Optional<Path>, List<Path>> published(
      Path directory, String name, List<String> lines, Recipe recipe) throws IOException {
    Path file = Files.write(directory.resolve(name), lines, StandardCharsets.UTF_8);
    PublicDataSet set = new PublicDataSet(name, file.toUri(), Checksum.of(file), recipe);
    return from -> set.fetch(new DownloadCache(directory.resolve("cache")), from);
  }
}
