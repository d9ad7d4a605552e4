package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.data.InvalidInput;
import dev.dml.wire.Json;
import java.nio.charset.StandardCharsets;

/**
 * What AWS Lambda answers in place of a function that broke: the JSON form of its Java runtime,
 * with the keys {@code errorType} and {@code errorMessage}.
 *
 * @param type the name of a class or of AWS, such as {@code Sandbox.Timedout}; may be empty
 * @param message what a person may read; the whole payload if it is not of that form
 */
public record FunctionError(String type, String message) {

  private static final int MOST_LETTERS = 400;

  /** Reads whatever came. */
  public static FunctionError read(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    try {
      JsonNode tree = Json.tree(payload);
      return new FunctionError(
          tree.path("errorType").asText(), shortened(tree.path("errorMessage").asText(text)));
    } catch (InvalidInput e) {
      return new FunctionError("", shortened(text));
    }
  }

  private static String shortened(String text) {
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "...";
  }
}
