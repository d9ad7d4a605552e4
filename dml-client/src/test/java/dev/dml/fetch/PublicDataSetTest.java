package dev.dml.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.dml.data.InvalidInput;
import dev.dml.data.csv.CsvFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicDataSetTest {

  private static final String CONTENT = String.join("\n", RecipeTest.EXPERIMENT) + "\n";
  private static final String WRONG = "0".repeat(64);
  private static final String OFFLINE =
      "; without a network, get the file elsewhere and name its directory with --from or the"
          + " variable DML_DATA_DIR";

  @TempDir private Path directory;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private DownloadCache cache;
  private Checksum right;

  @BeforeEach
  void start() throws IOException {
    cache = new DownloadCache(directory.resolve("cache"));
    right = Checksum.of(Files.writeString(directory.resolve("original"), CONTENT));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theFileIsDownloadedVerifiedAndPrepared() throws IOException {
    serve(200, CONTENT.length());
    List<Path> files = set(right).fetch(cache, Optional.empty());
    assertThat(files).containsExactly(directory.resolve("cache/bonus.csv"));
    assertThat(Files.readAllLines(files.getFirst()))
        .isEqualTo(Recipe.BONUS.prepare(RecipeTest.EXPERIMENT).get("bonus.csv"));
    assertThat(new CsvFile(files.getFirst()).read().rows()).isEqualTo(3);
    assertThat(kept()).containsExactly("bonus.csv", "raw/penn_jae.dat");
  }

  @Test
  void aFileInTheCacheIsNotDownloadedAgain() throws IOException {
    serve(200, CONTENT.length());
    set(right).fetch(cache, Optional.empty());
    set(right).fetch(cache, Optional.empty());
    assertThat(requests).hasValue(1);
  }

  @Test
  void aDamagedFileInTheCacheIsDownloadedAgain() throws IOException {
    serve(200, CONTENT.length());
    set(right).fetch(cache, Optional.empty());
    Files.writeString(cache.raw("penn_jae.dat"), "damaged");
    set(right).fetch(cache, Optional.empty());
    assertThat(requests).hasValue(2);
    assertThat(cache.raw("penn_jae.dat")).hasContent(CONTENT);
  }

  @Test
  void anotherFileIsRefusedAndNotKept() throws IOException {
    serve(200, CONTENT.length());
    PublicDataSet set = set(new Checksum(WRONG));
    assertThatThrownBy(() -> set.fetch(cache, Optional.empty()))
        .isInstanceOf(FetchException.class)
        .hasMessage(
            set.url()
                + " is not the expected file: its SHA-256 is "
                + right.sha256()
                + ", but must be "
                + WRONG
                + "; nothing was kept");
    assertThat(kept()).isEmpty();
  }

  @Test
  void anAnswerOtherThanOkIsAnError() throws IOException {
    serve(404, CONTENT.length());
    assertFetchFails("the server answered with status 404");
  }

  @Test
  void aTransferThatBreaksOffIsAnError() throws IOException {
    serve(200, CONTENT.length() + 10);
    assertFetchFails(
        "the transfer broke off (fixed content-length: "
            + (CONTENT.length() + 10)
            + ", bytes received: "
            + CONTENT.length()
            + ")");
  }

  @Test
  void aServerThatCannotBeReachedIsAnError() throws IOException {
    PublicDataSet set = set(right);
    server.stop(0);
    assertThatThrownBy(() -> set.fetch(cache, Optional.empty()))
        .isInstanceOf(FetchException.class)
        .hasMessage(set.url() + " could not be downloaded: the server cannot be reached" + OFFLINE);
  }

  @Test
  void aTransferMayNotTakeForever() {
    CountDownLatch end = new CountDownLatch(1);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          await(end);
          exchange.close();
        });
    Download download = new Download(set(right).url(), right, Duration.ofSeconds(1));
    assertThatThrownBy(() -> download.save(cache.raw("penn_jae.dat")))
        .isInstanceOf(FetchException.class)
        .hasMessage(
            download.url()
                + " could not be downloaded: the transfer took longer than 1 seconds"
                + OFFLINE);
    end.countDown();
  }

  @Test
  void aDirectoryReplacesTheNetwork() throws IOException {
    serve(200, CONTENT.length());
    Path from = Files.createDirectory(directory.resolve("from"));
    Files.writeString(from.resolve("penn_jae.dat"), CONTENT);
    List<Path> files = set(right).fetch(cache, Optional.of(from));
    assertThat(new CsvFile(files.getFirst()).read().rows()).isEqualTo(3);
    assertThat(requests).hasValue(0);
    assertThat(kept()).containsExactly("bonus.csv", "raw/penn_jae.dat");
  }

  @Test
  void aFileFromADirectoryIsFetchedOnlyOnce() throws IOException {
    serve(200, CONTENT.length());
    Path from = Files.createDirectory(directory.resolve("from"));
    Files.writeString(from.resolve("penn_jae.dat"), CONTENT);
    List<Path> first = set(right).fetch(cache, Optional.of(from));
    Files.delete(from.resolve("penn_jae.dat"));
    assertThat(set(right).fetch(cache, Optional.empty())).isEqualTo(first);
    assertThat(requests).hasValue(0);
  }

  @Test
  void aDirectoryWithoutTheFileIsRefused() {
    PublicDataSet set = set(right);
    assertThatThrownBy(() -> set.fetch(cache, Optional.of(directory)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "there is no file "
                + directory.resolve("penn_jae.dat")
                + "; get it from "
                + set.url()
                + " and put it there");
  }

  @Test
  void aDirectoryWithAnotherFileIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("penn_jae.dat"), "other");
    assertThatThrownBy(() -> set(right).fetch(cache, Optional.of(directory)))
        .isInstanceOf(FetchException.class)
        .hasMessage(
            file
                + " is not the expected file: its SHA-256 is "
                + Checksum.of(file).sha256()
                + ", but must be "
                + right.sha256()
                + "; nothing was kept");
  }

  @Test
  void aCacheThatCannotBeWrittenIsAnError() throws IOException {
    serve(200, CONTENT.length());
    Path occupied = Files.writeString(directory.resolve("occupied"), "");
    assertThatThrownBy(() -> set(right).fetch(new DownloadCache(occupied), Optional.empty()))
        .isInstanceOf(FetchException.class)
        .hasMessageStartingWith("bonus could not be kept in " + occupied + ": ");
  }

  @Test
  void dataSetsAreFoundByName() {
    assertThat(PublicDataSet.named("401k")).isSameAs(PublicDataSet.PENSION);
    assertThatThrownBy(() -> PublicDataSet.named("penn"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("no data set is named penn; there are: bonus, 401k, mpdta");
  }

  @Test
  void theCacheFollowsTheDesktopConvention() {
    Path home = Path.of("/home/someone");
    assertThat(DownloadCache.of(Map.of(), home).directory())
        .isEqualTo(Path.of("/home/someone/.cache/dml"));
    assertThat(DownloadCache.of(Map.of("XDG_CACHE_HOME", "/var/cache"), home).directory())
        .isEqualTo(Path.of("/var/cache/dml"));
  }

  private void assertFetchFails(String why) throws IOException {
    PublicDataSet set = set(right);
    assertThatThrownBy(() -> set.fetch(cache, Optional.empty()))
        .isInstanceOf(FetchException.class)
        .hasMessage(set.url() + " could not be downloaded: " + why + OFFLINE);
    assertThat(kept()).isEmpty();
  }

  private PublicDataSet set(Checksum checksum) {
    return new PublicDataSet(
        "bonus",
        URI.create("http://localhost:" + server.getAddress().getPort() + "/some/penn_jae.dat"),
        checksum,
        Recipe.BONUS);
  }

  /** Sends the content, and breaks off if more was announced. */
  private void serve(int status, int announced) {
    server.createContext(
        "/some/penn_jae.dat",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(status, announced);
          exchange.getResponseBody().write(CONTENT.getBytes(UTF_8));
          exchange.getResponseBody().flush();
          exchange.close();
        });
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> kept() throws IOException {
    if (!Files.exists(cache.directory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache.directory())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> cache.directory().relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
