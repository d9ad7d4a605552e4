package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code template.yaml} says of the function, beside what the code does. */
class TemplateTest {

  private static JsonNode template;
  private static JsonNode function;

  @BeforeAll
  static void read() throws IOException {
    template = new YAMLMapper().readTree(Path.of("..", "template.yaml").toFile());
    function = template.at("/Resources/Function");
  }

  private static List<String> problems(JsonNode resource) throws IOException {
    try (InputStream in = TemplateTest.class.getResourceAsStream("/sam-function.schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
              .getSchema(Objects.requireNonNull(in));
      return schema.validate(resource).stream().map(Object::toString).toList();
    }
  }

  @Test
  void theFunctionIsOfTheFormOfTheServerlessApplicationModel() throws IOException {
    assertThat(problems(function)).isEmpty();
    assertThat(problems(template.at("/Resources/Driver"))).isEmpty();
    ObjectNode misspelled = function.deepCopy();
    ((ObjectNode) misspelled.path("Properties")).put("MemorySizes", 1769);
    assertThat(problems(misspelled)).isNotEmpty();
  }

  @Test
  void theHandlerIsAClassThatAwsLambdaCanMakeAndCall() throws ReflectiveOperationException {
    Class<?> handler = Class.forName(function.at("/Properties/Handler").asText());
    assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
    assertThat(handler.getConstructor().getParameterCount()).isZero();
  }

  @Test
  void theCodeIsWhatTheBuildPackages() {
    // The final name of this module is that of the artifact, and the assembly is a zip.
    assertThat(function.at("/Properties/CodeUri").asText())
        .isEqualTo("dml-lambda/target/dml-lambda.zip");
    assertThat(function.at("/Properties/Runtime").asText())
        .isEqualTo("java" + Runtime.version().feature());
  }

  /**
   * Without either, SAM publishes no version when a parameter gets another value, and the alias
   * that clients invoke keeps the old memory size (aws/serverless-application-model, issues 2418
   * and 3820).
   */
  @Test
  void anotherMemorySizeReachesTheAlias() {
    List<String> transforms = new ArrayList<>();
    template.path("Transform").forEach(transform -> transforms.add(transform.asText()));
    assertThat(transforms).containsExactly("AWS::LanguageExtensions", "AWS::Serverless-2016-10-31");
    assertThat(function.at("/Properties/AutoPublishAlias").asText()).isEqualTo("live");
    assertThat(function.at("/Properties/AutoPublishAliasAllProperties").asBoolean()).isTrue();
  }

  @Test
  void theEnvironmentVariablesAreThoseThatAreRead() {
    JsonNode variables = function.at("/Properties/Environment/Variables");
    List<String> names = new ArrayList<>();
    variables.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactlyInAnyOrder(
            NuisanceHandler.BUCKET, NuisanceHandler.OWNER, "JAVA_TOOL_OPTIONS");
    assertThat(variables.path(NuisanceHandler.BUCKET).asText()).isEqualTo("Bucket");
  }

  @Test
  void javaTakesTheOptionsAndTheyReachTheSecondCompiler() throws Exception {
    String options = function.at("/Properties/Environment/Variables/JAVA_TOOL_OPTIONS").asText();
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+PrintFlagsFinal",
            "-version");
    java.environment().put("JAVA_TOOL_OPTIONS", options);
    Process process = java.redirectErrorStream(true).start();
    String flags =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replaceAll("[ \t]+", " ");
    assertThat(process.waitFor()).isZero();
    assertThat(flags).contains("TieredStopAtLevel = 4 ").contains("UseSerialGC = true ");
  }

  @Test
  void copiesOfASnapshotServeTheAlias() {
    assertThat(function.at("/Properties/SnapStart/ApplyOn").asText())
        .isEqualTo("PublishedVersions");
    String alias = function.at("/Properties/AutoPublishAlias").asText();
    assertThat(template.at("/Outputs/FunctionName/Value").asText())
        .isEqualTo("${Function}:" + alias);
  }

  @Test
  void limitsAreWithinThoseOfAwsLambda() {
    JsonNode parameters = template.path("Parameters");
    // 128 to 10,240 MB, 15 minutes: AWS Lambda quotas.
    assertThat(parameters.at("/MemorySize/MinValue").asInt()).isGreaterThanOrEqualTo(128);
    assertThat(parameters.at("/MemorySize/MaxValue").asInt()).isEqualTo(10_240);
    assertThat(parameters.at("/Timeout/MaxValue").asInt()).isEqualTo(900);
    assertThat(parameters.at("/Architecture/AllowedValues").toString())
        .isEqualTo("[\"arm64\",\"x86_64\"]");
  }

  /** Values of AWS's functions Ref, GetAtt and Sub stand here without these. */
  @Test
  void everyStatementAllowsAndDeniesThisAndNoMore() {
    List<String> statements =
        template.findValues("Statement").stream()
            .flatMap(JsonNode::valueStream)
            .map(JsonNode::toString)
            .map(json -> json.replace('"', '\''))
            .toList();
    assertThat(statements)
        .containsExactly(
            "{'Sid':'OnlyTls','Effect':'Deny','Principal':'*','Action':'s3:*',"
                + "'Resource':['Bucket.Arn','${Bucket.Arn}/*'],"
                + "'Condition':{'Bool':{'aws:SecureTransport':'false'}}}",
            "{'Effect':'Allow','Principal':{'Service':'lambda.amazonaws.com'},"
                + "'Action':'sts:AssumeRole'}",
            "{'Sid':'ReadInputs','Effect':'Allow','Action':'s3:GetObject',"
                + "'Resource':['${Bucket.Arn}/data/*','${Bucket.Arn}/partitions/*']}",
            "{'Sid':'WriteResults','Effect':'Allow','Action':'s3:PutObject',"
                + "'Resource':'${Bucket.Arn}/runs/*/results/*'}",
            "{'Sid':'WriteLogs','Effect':'Allow',"
                + "'Action':['logs:CreateLogStream','logs:PutLogEvents'],'Resource':'Logs.Arn'}",
            "{'Effect':'Allow','Principal':{'Service':'lambda.amazonaws.com'},"
                + "'Action':'sts:AssumeRole'}",
            "{'Sid':'DriverReads','Effect':'Allow','Action':'s3:GetObject',"
                + "'Resource':['${Bucket.Arn}/data/*','${Bucket.Arn}/partitions/*',"
                + "'${Bucket.Arn}/runs/*','${Bucket.Arn}/detached/*']}",
            "{'Sid':'DriverWrites','Effect':'Allow','Action':'s3:PutObject',"
                + "'Resource':['${Bucket.Arn}/data/*','${Bucket.Arn}/partitions/*',"
                + "'${Bucket.Arn}/runs/*']}",
            "{'Sid':'DriverLists','Effect':'Allow','Action':'s3:ListBucket',"
                + "'Resource':'Bucket.Arn'}",
            "{'Sid':'DriverInvokes','Effect':'Allow','Action':['lambda:InvokeFunction',"
                + "'lambda:GetFunctionConfiguration','lambda:GetFunctionConcurrency'],"
                + "'Resource':['Function.Arn','${Function.Arn}:*']}",
            "{'Sid':'DriverLimits','Effect':'Allow','Action':'lambda:GetAccountSettings',"
                + "'Resource':'*'}",
            "{'Sid':'DriverDies','Effect':'Allow','Action':'sns:Publish','Resource':'Endings'}",
            "{'Sid':'DriverLogs','Effect':'Allow',"
                + "'Action':['logs:CreateLogStream','logs:PutLogEvents'],"
                + "'Resource':'DriverLogs.Arn'}",
            "{'Sid':'DriverGoesOn','Effect':'Allow','Action':'lambda:InvokeFunction',"
                + "'Resource':'Driver.Arn'}",
            "{'Sid':'Publish','Effect':'Allow','Principal':{'Service':'s3.amazonaws.com'},"
                + "'Action':'sns:Publish','Resource':'Endings',"
                + "'Condition':{'StringEquals':{'aws:SourceAccount':'AWS::AccountId'}}}",
            "{'Sid':'Invoke','Effect':'Allow','Action':['lambda:InvokeFunction',"
                + "'lambda:GetFunctionConfiguration','lambda:GetFunctionConcurrency'],"
                + "'Resource':['Function.Arn','${Function.Arn}:*']}",
            "{'Sid':'Detach','Effect':'Allow','Action':'lambda:InvokeFunction',"
                + "'Resource':'Driver.Arn'}",
            "{'Sid':'Limits','Effect':'Allow','Action':'lambda:GetAccountSettings',"
                + "'Resource':'*'}",
            "{'Sid':'Objects','Effect':'Allow','Action':['s3:GetObject','s3:PutObject'],"
                + "'Resource':['${Bucket.Arn}/data/*','${Bucket.Arn}/partitions/*',"
                + "'${Bucket.Arn}/runs/*','${Bucket.Arn}/detached/*']}",
            "{'Sid':'Names','Effect':'Allow','Action':'s3:ListBucket','Resource':'Bucket.Arn'}");
  }

  /** Nothing else looks after a run whose driver has died three times. */
  @Test
  void whoHearsOfEndingsHearsOfADriverThatIsCalledNoMore() {
    JsonNode calls = template.at("/Resources/Driver/Properties/EventInvokeConfig");
    assertThat(calls.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
    assertThat(calls.at("/DestinationConfig/OnFailure").toString())
        .isEqualTo("{\"Type\":\"SNS\",\"Destination\":\"Endings\"}");
  }

  @Test
  void theFunctionHasARoleThatWritesToItsOwnLogsAlone() {
    assertThat(function.at("/Properties/Role").asText()).isEqualTo("FunctionRole.Arn");
    // Beside a role, SAM would ignore policies of the function.
    assertThat(function.path("Properties").has("Policies")).isFalse();
    JsonNode role = template.at("/Resources/FunctionRole/Properties");
    assertThat(role.has("ManagedPolicyArns")).isFalse();
    assertThat(role.path("Policies").findValuesAsText("PolicyName"))
        .containsExactly("objects", "logs");
    assertThat(function.at("/Properties/LoggingConfig/LogGroup").asText()).isEqualTo("Logs");
  }

  @Test
  void theBucketIsClosedEncryptedAndForgets() {
    JsonNode bucket = template.at("/Resources/Bucket/Properties");
    assertThat(
            bucket
                .at("/BucketEncryption/ServerSideEncryptionConfiguration/0")
                .at("/ServerSideEncryptionByDefault/SSEAlgorithm")
                .asText())
        .isEqualTo("AES256");
    assertThat(bucket.path("PublicAccessBlockConfiguration").valueStream().map(JsonNode::asBoolean))
        .hasSize(4)
        .containsOnly(true);
    assertThat(bucket.at("/LifecycleConfiguration/Rules/0/ExpirationInDays").asText())
        .isEqualTo("KeepDays");
    assertThat(template.at("/Resources/BucketPolicy/Properties/Bucket").asText())
        .isEqualTo("Bucket");
  }

  @Test
  void theJobsRunWhatTheImageStarts() throws IOException, ReflectiveOperationException {
    String image = Files.readString(Path.of("Dockerfile"));
    assertThat(image)
        .contains("COPY dml-lambda/target/function /function")
        .contains("amazoncorretto:" + Runtime.version().feature() + "-");
    Matcher main = Pattern.compile("\"(dev\\.dml\\.[^\"]+)\"]").matcher(image);
    assertThat(main.find()).isTrue();
    assertThat(Class.forName(main.group(1)).getMethod("main", String[].class)).isNotNull();
  }

  @Test
  void theJobsHaveTheVariablesThatTheCodeReads() throws IOException {
    JsonNode jobs = new YAMLMapper().readTree(Path.of("..", "jobs.yaml").toFile());
    List<String> names = new ArrayList<>();
    jobs.at("/Resources/Definition/Properties/ContainerProperties/Environment")
        .forEach(variable -> names.add(variable.path("Name").asText()));
    assertThat(names).containsExactly(NuisanceHandler.BUCKET, NuisanceHandler.OWNER);
  }
}
