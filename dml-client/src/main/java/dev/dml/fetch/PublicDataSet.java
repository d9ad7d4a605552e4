package dev.dml.fetch;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A data set of a published study, which its authors give away but this project does not ship. */
public final class PublicDataSet {

  /** The Pennsylvania reemployment bonus experiment (Bilias 2000): {@code bonus.csv}. */
  public static final PublicDataSet BONUS =
      new PublicDataSet(
          "bonus",
          URI.create(
              "https://raw.githubusercontent.com/VC2015/DMLonGitHub/b91cbf96c01eccd73367fbd6601ecdd7aa78403b/penn_jae.dat"),
          new Checksum("bf209368d6103cd8e54b734d32e23e3c3d7475ebbdecfac83769d36be6c0e71a"),
          Recipe.BONUS);

  /**
   * 401(k) eligibility and wealth (SIPP 1991): {@code 401k.csv}, and {@code 401k-flex.csv} with
   * squares.
   */
  public static final PublicDataSet PENSION =
      new PublicDataSet(
          "401k",
          URI.create(
              "https://raw.githubusercontent.com/CausalAIBook/MetricsMLNotebooks/fab9f62a3a437c86904ba530de20ff00d838ccb1/data/401k.csv"),
          new Checksum("23b36abdb222471f3ebedab4526cdf78aed3675827eefa96fc3af6e34c47e8e7"),
          Recipe.PENSION);

  /**
   * County teen employment and the minimum wage (Callaway and Sant'Anna 2021): {@code mpdta.csv}.
   */
  public static final PublicDataSet MINIMUM_WAGE =
      new PublicDataSet(
          "mpdta",
          URI.create(
              "https://raw.githubusercontent.com/d2cml-ai/csdid/ca91c1fef4974bde0d973d7f4195328414130c92/data/mpdta.csv"),
          new Checksum("2283bea1221a152420f98dfa20f633c5d054ea51d881115c8cd702a97bcd3167"),
          Recipe.MINIMUM_WAGE);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final URI url;
  private final Checksum checksum;
  private final Recipe recipe;

  PublicDataSet(String name, URI url, Checksum checksum, Recipe recipe) {
    this.name = name;
    this.url = url;
    this.checksum = checksum;
    this.recipe = recipe;
  }

  /** All data sets. */
  public static List<PublicDataSet> all() {
    return List.of(BONUS, PENSION, MINIMUM_WAGE);
  }

  /**
   * The data set with a name.
   *
   * @throws InvalidInput if there is none
   */
  public static PublicDataSet named(String name) {
    List<String> names = all().stream().map(PublicDataSet::name).toList();
    return all().stream()
        .filter(set -> set.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "no data set is named "
                        + name
                        + "; "
                        + Spelling.question(name, names)
                        + "there are: "
                        + String.join(", ", names)));
  }

  /** The name of this data set. */
  public String name() {
    return name;
  }

  /** Where this data set is published; the address names the version. */
  public URI url() {
    return url;
  }

  /**
   * Fetches into the user's cache, from a directory if one is given or the variable {@code
   * DML_DATA_DIR} names one; see {@link #fetch(DownloadCache, Optional)}.
   */
  public List<Path> fetch(Optional<Path> from) {
    Map<String, String> environment = System.getenv();
    return fetch(
        DownloadCache.of(environment, Path.of(System.getProperty("user.home"))),
        from.or(
            () ->
                Optional.ofNullable(environment.get("DML_DATA_DIR"))
                    .filter(directory -> !directory.isBlank())
                    .map(Path::of)));
  }

  /**
   * Gets the published file, verifies its checksum, and writes what a spec can use. A published
   * file that is already in the cache is not downloaded again.
   *
   * @param cache where to keep it
   * @param from a directory that holds the published file under its own name, which is copied into
   *     the cache; the network is not used then
   * @return the prepared files, the one to begin with first
   * @throws InvalidInput if the directory does not hold the file
   * @throws FetchException if the file cannot be had or is not the expected one
   */
  public List<Path> fetch(DownloadCache cache, Optional<Path> from) {
    try {
      Path published = from.isPresent() ? copied(from.get(), cache) : downloaded(cache);
      List<Path> prepared = new ArrayList<>();
      for (var file :
          recipe.prepare(Files.readAllLines(published, StandardCharsets.UTF_8)).entrySet()) {
        prepared.add(cache.keep(file.getKey(), file.getValue()));
      }
      return List.copyOf(prepared);
    } catch (IOException e) {
      throw new FetchException(
          name + " could not be kept in " + cache.directory() + ": " + FileProblem.of(e), e);
    }
  }

  private Path copied(Path directory, DownloadCache cache) throws IOException {
    Path file = directory.resolve(fileName());
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(
          "there is no file " + file + "; get it from " + url + " and put it there");
    }
    checksum.verify(file, file.toString());
    Path part = DownloadCache.partOf(cache.raw(fileName()));
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      return DownloadCache.move(part, cache.raw(fileName()));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path downloaded(DownloadCache cache) throws IOException {
    Path file = cache.raw(fileName());
    if (!Files.isRegularFile(file) || !Checksum.of(file).equals(checksum)) {
      new Download(url, checksum, PATIENCE).save(file);
    }
    return file;
  }

  private String fileName() {
    return Path.of(url.getPath()).getFileName().toString();
  }
}
