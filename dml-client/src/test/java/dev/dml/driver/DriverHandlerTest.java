package dev.dml.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DriverHandlerTest {

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  /** The handler asks for the time that is left and the log. */
  private Context context() {
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            log.writeBytes(message.getBytes(StandardCharsets.UTF_8));
          }

          @Override
          public void log(byte[] message) {
            log.writeBytes(message);
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getReturnType().equals(LambdaLogger.class) ? logger : 900_000);
  }

  /** AWS calls again what fails, twice, and waits for minutes in between. */
  @Test
  void whatIsNoCallIsSaidInTheLogAndIsNotCalledAgain() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (String request : new String[] {"{\"run\": \"../a\"}", "{\"runs\": 1}"}) {
      new DriverHandler()
          .handleRequest(
              new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
              answer,
              context());
    }
    assertThat(answer.size()).isZero();
    assertThat(log.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            this call of a driver is none: run: must be up to 100 letters, digits, dots, hyphens and underscores, but was ../a
            this call of a driver is none: call.run: is missing
            call.runs: is not a key here; did you mean run? legal: run
            """);
  }
}
