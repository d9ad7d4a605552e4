package dev.dml.localcloud;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A function that does what a request asks for, {@code "WORD VALUE ..."} as a JSON string, such as
 * to wait {@code until} there is a file, and answers with facts about its process.
 */
public final class ProbeHandler implements RequestStreamHandler {

  private static final int MEBIBYTE = 1 << 20;

  private final AtomicInteger active = new AtomicInteger();
  private final List<ByteBuffer> kept = new ArrayList<>();

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    int together = active.incrementAndGet();
    String[] words =
        new String(input.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "").split(" ");
    String answer = "";
    try {
      switch (words[0]) {
        case "nothing" -> {}
        case "until" -> Patience.until("the file", () -> Files.exists(Path.of(words[1])));
        case "allocate" -> allocate(Integer.parseInt(words[1]));
        case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(words[1]));
        case "print" -> System.out.println("x".repeat(Integer.parseInt(words[1])));
        case "answer" -> answer = "x".repeat(Integer.parseInt(words[1]));
        case "throw" -> throw new IllegalStateException("asked for " + words[1]);
        default -> throw new IllegalArgumentException(words[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      active.decrementAndGet();
    }
    output.write(
        ("\""
                + ProcessHandle.current().pid()
                + " "
                + together
                + " "
                + Runtime.getRuntime().availableProcessors()
                + " "
                + answer
                + "\"")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Half of it outside the heap, so that not Java runs out of memory but the process. */
  private void allocate(int megabytes) throws InterruptedException {
    for (int i = 0; i < megabytes; i++) {
      ByteBuffer block =
          i % 2 == 0 ? ByteBuffer.allocateDirect(MEBIBYTE) : ByteBuffer.allocate(MEBIBYTE);
      for (int at = 0; at < MEBIBYTE; at += 4096) {
        block.put(at, (byte) 1);
      }
      kept.add(block);
    }
    Patience.until("the end of this process", () -> false);
  }
}
