package dev.dml.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file on the network with a known checksum.
 *
 * @param url where it is
 * @param checksum what it must be
 * @param patience how long the whole transfer may take
 */
record Download(URI url, Checksum checksum, Duration patience) {

  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** Saves the file under a name: verified and whole, or not at all. */
  void save(Path file) throws IOException {
    Path part = DownloadCache.partOf(file);
    try {
      transfer(part);
      checksum.verify(part, url.toString());
      DownloadCache.move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void transfer(Path part) {
    HttpRequest request = HttpRequest.newBuilder(url).GET().build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      int status =
          status(client, client.sendAsync(request, HttpResponse.BodyHandlers.ofFile(part)));
      if (status != 200) {
        throw new FetchException(failed("the server answered with status " + status));
      }
    }
  }

  private int status(HttpClient client, Future<HttpResponse<Path>> response) {
    try {
      return response.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (TimeoutException e) {
      client.shutdownNow();
      throw new FetchException(
          failed("the transfer took longer than " + patience.toSeconds() + " seconds"), e);
    } catch (ExecutionException e) {
      throw new FetchException(
          failed(
              e.getCause() instanceof ConnectException
                  ? "the server cannot be reached"
                  : "the transfer broke off (" + reason(e) + ")"),
          e);
    } catch (InterruptedException e) {
      client.shutdownNow();
      Thread.currentThread().interrupt();
      throw new FetchException(failed("the transfer was interrupted"), e);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private String failed(String why) {
    return url
        + " could not be downloaded: "
        + why
        + "; without a network, get the file elsewhere and name its directory with --from or the"
        + " variable DML_DATA_DIR";
  }
}
