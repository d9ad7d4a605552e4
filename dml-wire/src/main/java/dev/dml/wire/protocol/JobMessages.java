package dev.dml.wire.protocol;

import dev.dml.data.InvalidInput;
import java.util.regex.Pattern;

/**
 * The objects through which a client and the children of an array job exchange batches and answers:
 * of child N, the batch is {@code N.json} and the answer {@code N.answer.json}.
 *
 * @param folder {@code runs/NAME/jobs/TOKEN/}, with a token that no other job has
 */
public record JobMessages(String folder) {

  /** The environment variable of a job that names the folder. */
  public static final String FOLDER_VARIABLE = "DML_MESSAGES";

  /** The environment variable of a job that says after how many seconds it is ended. */
  public static final String SECONDS_VARIABLE = "DML_SECONDS";

  /** What a job exits with if the store did not answer now, but may later. */
  public static final int STORE_SILENT = 75;

  private static final Pattern FOLDER =
      Pattern.compile("runs/[A-Za-z0-9][A-Za-z0-9._-]{0,99}/jobs/[a-z0-9]{1,32}/");

  /**
   * The objects in a folder.
   *
   * @throws InvalidInput if it has not the form of one
   */
  public static JobMessages of(String folder) {
    if (!FOLDER.matcher(folder).matches()) {
      throw new InvalidInput(
          FOLDER_VARIABLE + " must be a folder runs/NAME/jobs/TOKEN/, but was " + folder);
    }
    return new JobMessages(folder);
  }

  /** The batch of a child. */
  public String request(int index) {
    return folder + index + ".json";
  }

  /** The answer of a child. */
  public String answer(int index) {
    return folder + index + ".answer.json";
  }
}
