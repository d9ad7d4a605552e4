package dev.dml.localcloud;

import dev.dml.localcloud.access.Credentials;
import dev.dml.localcloud.process.ClassArchive;
import dev.dml.localcloud.process.Parts;
import dev.dml.localcloud.process.TiedProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of Amazon S3's protocol with one bucket, which is a folder; it is s3proxy. */
final class S3Server implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the server says when it answers, on a port that the system has chosen for it. */
  private static final Pattern STARTED =
      Pattern.compile("Started \\S*ServerConnector\\S*\\{HTTP.*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final URI endpoint;

  private S3Server(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static S3Server start(Path directory, String bucket, Credentials credentials) throws IOException {
    Path objects = directory.resolve("s3");
    Files.createDirectories(objects.resolve(bucket));
    Path properties = directory.resolve("s3proxy.properties");
    Files.write(
        properties,
        List.of(
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.endpoint=http://127.0.0.1:0",
            "s3proxy.identity=" + credentials.accessKey(),
            "s3proxy.credential=" + credentials.secretKey(),
            // The account that a bucket must be of is looked at on the way to it.
            "s3proxy.ignore-unknown-headers=true",
            // The way to it judges the time of signatures.
            "s3proxy.maximum-timeskew=86400",
            "jclouds.provider=filesystem-nio2",
            "jclouds.identity=none",
            "jclouds.credential=none",
            "jclouds.filesystem.basedir=" + objects));
    Path log = directory.resolve("s3proxy.log");
    List<String> command = new ArrayList<>(List.of(Parts.java()));
    command.addAll(ClassArchive.ofS3().options());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // The one process that is always there removes what a killed cloud leaves behind.
            "-D" + TiedProcess.REMOVE + "=" + directory,
            "-cp",
            Parts.s3() + File.pathSeparator + Parts.tie(directory),
            TiedProcess.class.getName(),
            "org.gaul.s3proxy.Main",
            "--properties",
            properties.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    // The log names the port, whatever level the variables of this process ask for.
    builder.environment().keySet().removeAll(List.of("JETTY_LOG_LEVEL", "LOG_APPENDER"));
    Process process = builder.start();
    try {
      return new S3Server(process, URI.create("http://127.0.0.1:" + port(process, log)));
    } catch (IOException e) {
      Parts.kill(process);
      throw e;
    }
  }

  /** The port, once the server listens on it. */
  private static String port(Process process, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      String said = Files.readString(log);
      Matcher started = STARTED.matcher(said);
      if (started.find()) {
        return started.group(1);
      }
      if (!alive || System.nanoTime() > deadline) {
        throw new IOException("the S3 server did not start: " + said.strip());
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the S3 server started", e);
      }
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
