package dev.dml.localcloud;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server of Amazon S3's protocol with one bucket, which is a folder; it is s3proxy. */
final class S3Server implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final URI endpoint;

  private S3Server(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static S3Server start(Path directory, String bucket, Credentials credentials) throws IOException {
    Path objects = directory.resolve("s3");
    Files.createDirectories(objects.resolve(bucket));
    int port = freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    Path properties = directory.resolve("s3proxy.properties");
    Files.write(
        properties,
        List.of(
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.endpoint=" + endpoint,
            "s3proxy.identity=" + credentials.accessKey(),
            "s3proxy.credential=" + credentials.secretKey(),
            "jclouds.provider=filesystem-nio2",
            "jclouds.identity=none",
            "jclouds.credential=none",
            "jclouds.filesystem.basedir=" + objects));
    Process process =
        new ProcessBuilder(
                Parts.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // The one process that is always there removes what a killed cloud leaves behind.
                "-D" + TiedProcess.REMOVE + "=" + directory,
                "-cp",
                Parts.tie(directory) + File.pathSeparator + Parts.s3(),
                TiedProcess.class.getName(),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("s3proxy.log").toFile())
            .start();
    S3Server server = new S3Server(process, endpoint);
    try {
      server.await(port, directory);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void await(int port, Path directory) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(
              "the S3 server did not start: "
                  + Files.readString(directory.resolve("s3proxy.log")).strip(),
              e);
        }
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the S3 server started", e);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    Parts.kill(process);
  }
}
