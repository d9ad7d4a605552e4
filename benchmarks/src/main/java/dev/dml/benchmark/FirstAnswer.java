package dev.dml.benchmark;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.dml.lambda.NuisanceHandler;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Answers the requests in some files as the function does, and prints a line after each: the
 * milliseconds of processor time so far, and of its fits, of reading, of decoding and of writing.
 * {@link ColdStart} runs it.
 */
public final class FirstAnswer {

  /** A variable that has a line before the first answer, too, with the processor time so far. */
  static final String TELL_START = "DML_TELL_START";

  private FirstAnswer() {}

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The arguments are names of files. */
  public static void main(String[] files) throws IOException {
    NuisanceHandler handler = new NuisanceHandler();
    if (Boolean.parseBoolean(System.getenv(TELL_START))) {
      System.out.printf("%d start%n", cpu().toMillis());
    }
    for (String file : files) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      handler.handleRequest(
          new ByteArrayInputStream(Files.readAllBytes(Path.of(file))), out, new NoHurry());
      if (!(BatchAnswer.read(out.toByteArray(), Map.of()) instanceof BatchAnswer.Inline answer)) {
        throw new IllegalStateException(out.toString(StandardCharsets.UTF_8));
      }
      System.out.printf(
          "%d %d %d %d %d%n",
          cpu().toMillis(),
          answer.report().fitAndPredict().toMillis(),
          answer.report().time(Metric.READ).toMillis(),
          answer.report().time(Metric.DECODE).toMillis(),
          answer.report().time(Metric.WRITE).toMillis());
      System.out.flush();
    }
  }

  private record NoHurry() implements Context {

    @Override
    public int getRemainingTimeInMillis() {
      return 900_000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1769;
    }

    @Override
    public String getAwsRequestId() {
      return "";
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return "";
    }

    @Override
    public String getFunctionVersion() {
      return "";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "";
    }

    @Override
    public CognitoIdentity getIdentity() {
      throw new UnsupportedOperationException("nobody signed in");
    }

    @Override
    public ClientContext getClientContext() {
      throw new UnsupportedOperationException("no application called");
    }

    @Override
    public LambdaLogger getLogger() {
      throw new UnsupportedOperationException("nothing is logged");
    }
  }
}
