package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.doctor.AccountExamination;
import dev.dml.doctor.Check;
import dev.dml.lambda.NuisanceHandler;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.ObjectStore;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.stored.Inputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code template.yaml} permits, beside what is called while real work is done. */
class PermissionsTest {

  private static final Pattern OBJECTS = Pattern.compile("\\$\\{Bucket\\.Arn}/(.+)/\\*");

  private static JsonNode template() throws IOException {
    return new YAMLMapper().readTree(Path.of("..", "template.yaml").toFile());
  }

  /** In the form of {@link Calls}. */
  private static Set<String> permitted(JsonNode policy) {
    Set<String> permitted = new TreeSet<>();
    for (JsonNode statement : policy.path("Statement")) {
      for (String action : texts(statement.path("Action"))) {
        for (String resource : texts(statement.path("Resource"))) {
          Matcher objects = OBJECTS.matcher(resource);
          permitted.add(objects.matches() ? action + " " + objects.group(1) : action);
        }
      }
    }
    return permitted;
  }

  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? node.valueStream().map(JsonNode::asText).toList()
        : List.of(node.asText());
  }

  private static TaskBatch batch(CausalData data, Split split) {
    List<NuisanceTask> tasks =
        PartiallyLinear.partiallingOut().nuisances(data, 0).stream()
            .map(
                nuisance ->
                    new NuisanceTask(
                        new TaskId(0, 0, nuisance.name(), 0),
                        nuisance,
                        Target.MEAN,
                        new LinearRegression(),
                        split,
                        List.of(),
                        1))
            .toList();
    return new TaskBatch(Inputs.of(data, split), "runs/test/results/", 100, tasks);
  }

  @Test
  void theFunctionMayDoWhatItDoes() throws IOException {
    CausalData data = new Lcg500().continuous();
    Split given =
        new Split.Given(
            List.of(Partition.of(IntStream.range(0, 500).map(row -> row % 2).toArray())));
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction())) {
      ObjectStore store = Client.store(cloud);
      NuisanceHandler handler = new NuisanceHandler(store);
      TaskBatch missing = batch(data, new Split.Drawn(5, 42));
      Calls.forget();
      assertThat(answer(handler, missing)).isInstanceOf(BatchAnswer.Refused.class);
      Set<String> called = Calls.permissions();
      TaskBatch whole = batch(data, given);
      whole.inputs().put(store, data);
      Calls.forget();
      assertThat(answer(handler, whole)).isInstanceOf(BatchAnswer.Stored.class);
      called.addAll(Calls.permissions());
      JsonNode policy =
          template().at("/Resources/FunctionRole/Properties/Policies/0/PolicyDocument");
      assertThat(permitted(policy)).isEqualTo(called);
    }
  }

  private static BatchAnswer answer(NuisanceHandler handler, TaskBatch batch) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(batch.write()), out, new PlentyOfTime());
    return BatchAnswer.read(out.toByteArray(), Map.of());
  }

  @Test
  void theClientMayDoWhatItDoes() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction())) {
      Calls.forget();
      Client client = Client.of(cloud);
      client.estimate(cloud, "first", new Batching.PerRepetition(), 2, 2);
      client.estimate(cloud, "first", new Batching.PerRepetition(), 2, 2);
      Set<String> called = Calls.permissions();
      assertThat(called.stream().map(PermissionsTest::ofTheWholeRun))
          .contains("lambda:InvokeFunction", "s3:ListBucket", "s3:PutObject data")
          .isSubsetOf(clients());
    }
  }

  @Test
  void theDoctorTriesWhatTheClientMayDoAndNothingElse() throws IOException {
    LocalCloud cloud = Clouds.of(Client.packagedFunction());
    Client.of(cloud);
    Calls.forget();
    BackendSpec.Lambda fromEnvironment =
        (BackendSpec.Lambda) BackendSpec.of(SpecFile.ofOverrides(List.of("backend.type=lambda")));
    assertThat(
            new AccountExamination(
                    fromEnvironment, cloud.environmentVariables(), OptionalLong.empty())
                .checks())
        .noneMatch(check -> check.verdict() == Check.Verdict.FAIL);
    assertThat(Calls.permissions().stream().map(PermissionsTest::ofTheWholeRun))
        .hasSameElementsAs(clients());
  }

  /** With the alias that sam deploy prints, and without it where AWS takes none. */
  @Test
  void theClientCallsTheFunctionByNamesThatItMayUse() throws IOException {
    LocalCloud cloud = Clouds.of(Client.packagedFunction());
    Client.of(cloud);
    Map<String, String> variables = new HashMap<>(cloud.environmentVariables());
    variables.merge("DML_FUNCTION", ":live", String::concat);
    Calls.forget();
    BackendSpec.Lambda fromEnvironment =
        (BackendSpec.Lambda) BackendSpec.of(SpecFile.ofOverrides(List.of("backend.type=lambda")));
    assertThat(new AccountExamination(fromEnvironment, variables, OptionalLong.empty()).checks())
        .noneMatch(check -> check.verdict() == Check.Verdict.FAIL);
    assertThat(Calls.onFunctions())
        .containsExactly(
            "lambda:GetFunctionConcurrency Function.Arn",
            "lambda:GetFunctionConfiguration ${Function.Arn}:*",
            "lambda:InvokeFunction ${Function.Arn}:*");
    JsonNode statement =
        template().at("/Resources/ClientPolicy/Properties/PolicyDocument/Statement/0");
    Set<String> permitted = new TreeSet<>();
    for (String action : texts(statement.path("Action"))) {
      for (String resource : texts(statement.path("Resource"))) {
        permitted.add(action + " " + resource);
      }
    }
    assertThat(permitted).containsAll(Calls.onFunctions());
  }

  private static Set<String> clients() throws IOException {
    return permitted(template().at("/Resources/ClientPolicy/Properties/PolicyDocument"));
  }

  /** The client may use all of {@code runs/}, the function only the results. */
  private static String ofTheWholeRun(String permission) {
    return permission.replaceFirst("runs/.*", "runs");
  }

  @Test
  void theTemplateDeploysWhatTheLocalCloudImitates() throws IOException {
    Settings settings = Client.packagedFunction();
    JsonNode template = template();
    assertThat(template.at("/Parameters/MemorySize/Default").asInt())
        .isEqualTo(settings.memoryMegabytes());
    assertThat(template.at("/Parameters/Timeout/Default").asLong())
        .isEqualTo(settings.timeout().toSeconds());
    assertThat(template.at("/Resources/Function/Properties/Handler").asText())
        .isEqualTo(settings.handler());
  }
}
