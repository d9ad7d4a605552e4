package dev.dml.aws.fanout;

import dev.dml.task.NuisanceTask;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings batches to where they run, and understands what comes back. Any thread may tell of it. */
public interface Carrier extends AutoCloseable {

  /**
   * Sends a batch.
   *
   * @param request the batch as JSON
   * @param tasks its tasks by key
   * @param landed is told once, when nothing more will come of it
   */
  void send(byte[] request, Map<String, NuisanceTask> tasks, Consumer<Landing> landed);

  /**
   * Asks whether the place can be reached; nothing is started.
   *
   * @param answered is told why nobody answered; nothing if somebody did
   */
  void probe(Consumer<Optional<String>> answered);

  /**
   * Gives up what is on its way, since the run has ended.
   *
   * @param flying how many batches have not come back
   * @return what is still billed, in a sentence
   */
  String abandon(int flying);

  /** Lets go of what it holds; nothing is told of afterwards. */
  @Override
  void close();

  /**
   * What came of a batch.
   *
   * @param reply what it means
   * @param requestId the name that AWS gave to the attempt; empty if it gave none
   * @param logTail the end of its log; empty if there was none
   * @param bytes the size of the answer
   */
  record Landing(Reply reply, String requestId, String logTail, long bytes) {

    /** What came of one of which nothing else is known. */
    public static Landing of(Reply reply) {
      return new Landing(reply, "", "", 0);
    }
  }
}
