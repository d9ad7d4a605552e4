package dev.dml.wire.detached;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dml.data.InvalidInput;
import dev.dml.wire.Json;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What calls a driver.
 *
 * @param run the name of the run to drive
 */
public record Call(String run) {

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Checks. */
  public Call {
    if (!RUN.matcher(run).matches()) {
      throw new InvalidInput(
          "run: must be up to 100 letters, digits, dots, hyphens and underscores, but was " + run);
    }
  }

  /** The call as JSON. */
  public byte[] write() {
    return Json.bytes(JsonNodeFactory.instance.objectNode().put("run", run));
  }

  /**
   * Reads a call.
   *
   * @throws InvalidInput if it is none
   */
  public static Call read(byte[] bytes) {
    List<String> problems = new ArrayList<>();
    SpecNode node = new SpecNode("call", Json.tree(bytes), problems);
    String run = node.requiredText("run").orElse("");
    node.refuseOtherKeys();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new Call(run);
  }
}
