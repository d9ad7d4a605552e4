package dev.dml.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The one job definition of AWS Batch that there is. */
final class JobDefinition {

  static final String NAME = "dml-job";

  static final String ARN =
      "arn:aws:batch:us-east-1:" + Description.ACCOUNT + ":job-definition/" + NAME + ":1";

  private JobDefinition() {}

  /** Whether a name, perhaps with its revision, or an ARN, means it. */
  static boolean isMeantBy(String named) {
    return named.equals(NAME) || named.equals(NAME + ":1") || named.equals(ARN);
  }

  /**
   * The answer of AWS Batch to DescribeJobDefinitions.
   *
   * @param asked names this one, or another that does not exist
   * @param settings how the function is deployed, whose limits are those of the jobs
   */
  static ObjectNode describe(JsonNode asked, Settings settings) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode found = answer.putArray("jobDefinitions");
    String named =
        asked.has("jobDefinitionName")
            ? asked.path("jobDefinitionName").asText()
            : asked.path("jobDefinitions").path(0).asText();
    if (isMeantBy(named)) {
      tell(found.addObject(), settings);
    }
    return answer;
  }

  private static void tell(ObjectNode definition, Settings settings) {
    definition.put("jobDefinitionName", NAME);
    definition.put("jobDefinitionArn", ARN);
    definition.put("revision", 1);
    definition.put("status", "ACTIVE");
    definition.put("type", "container");
    definition.putArray("platformCapabilities").add("FARGATE");
    definition.putObject("timeout").put("attemptDurationSeconds", settings.timeout().toSeconds());
    definition
        .putObject("containerProperties")
        .putObject("runtimePlatform")
        .put("cpuArchitecture", Description.isArm() ? "ARM64" : "X86_64");
  }
}
