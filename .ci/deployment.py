#!/usr/bin/env python3
"""Deploys the stack to a server that answers like AWS (moto), looks at what is there, and deletes it.

moto takes CloudFormation, but not SAM: the transform that AWS makes of the template is made here, by the library with which AWS makes it.
The arguments are the template and the zip files of the function and of the driver; AWS_ENDPOINT_URL says where the server is.
"""
import ast
import fnmatch
import json
import sys
from pathlib import Path

import boto3
import yaml
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform

REGION = "us-east-1"
STACK = "dml-check"
JOBS = "dml-check-jobs"
OTHER = "arn:aws:lambda:us-east-1:123456789012:function:other"
wrong = 0


def check(what, holds):
    global wrong
    print(("ok     " if holds else "WRONG  ") + what)
    wrong += not holds


class Tagged(yaml.SafeLoader):
    """Reads !Ref and the like as CloudFormation does."""


def tagged(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        value = value.split(".", 1) if suffix == "GetAtt" else value
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix: value}


Tagged.add_multi_constructor("!", tagged)


def transformed(template, bucket, keys):
    """What SAM makes of the template, with the code where it was put."""
    tree = yaml.load(Path(template).read_text(), Loader=Tagged)
    # The language extensions only put the values of parameters in; see the template.
    tree["Transform"] = "AWS::Serverless-2016-10-31"
    values = {name: parameter["Default"] for name, parameter in tree["Parameters"].items()}
    values["NotifyEmail"] = "somebody@example.org"
    for name, key in keys.items():
        function = tree["Resources"][name]["Properties"]
        function["CodeUri"] = {"Bucket": bucket, "Key": key}
        function["Architectures"] = [values["Architecture"]]
    made = transform(tree, values, ManagedPolicyLoader(boto3.client("iam")))
    return json.loads(json.dumps(made, default=str))


def listed(value):
    return value if isinstance(value, list) else [value]


def parsed(document):
    # moto keeps the policies of a role as Python writes them.
    return ast.literal_eval(document) if isinstance(document, str) else document


def permits(documents, action, resource):
    """Whether a statement allows it; * in a policy stands for any letters, ? for one."""
    return any(
        statement["Effect"] == "Allow"
        and any(fnmatch.fnmatchcase(action, each) for each in listed(statement["Action"]))
        and any(fnmatch.fnmatchcase(resource, each) for each in listed(statement["Resource"]))
        for document in map(parsed, documents)
        for statement in listed(document["Statement"])
    )


def role_policies(iam, role):
    return [
        iam.get_role_policy(RoleName=role, PolicyName=each)["PolicyDocument"]
        for each in iam.list_role_policies(RoleName=role)["PolicyNames"]
    ]


def managed_policies(iam, policy):
    version = iam.get_policy(PolicyArn=policy)["Policy"]["DefaultVersionId"]
    return [iam.get_policy_version(PolicyArn=policy, VersionId=version)["PolicyVersion"]["Document"]]


def check_jobs(template, bucket):
    """The part for jobs of AWS Batch, which the template deploys if it is asked to, as a stack of its own."""
    cloudformation, iam, batch = (boto3.client(name) for name in ("cloudformation", "iam", "batch"))
    tree = yaml.load(Path(template).with_name("jobs.yaml").read_text(), Loader=Tagged)
    # AWS makes a name in small letters and a role of the service by itself; moto has to be given them.
    tree["Resources"]["Repository"]["Properties"]["RepositoryName"] = "jobs"
    role = iam.create_role(RoleName="batch-service", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    tree["Resources"]["Environment"]["Properties"]["ServiceRole"] = role
    values = {"BucketName": bucket, "Architecture": "arm64"}
    cloudformation.create_stack(
        StackName=JOBS,
        TemplateBody=json.dumps(tree, default=str),
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
    )
    stack = cloudformation.describe_stacks(StackName=JOBS)["Stacks"][0]
    check("the stack of the jobs is made", stack["StackStatus"] == "CREATE_COMPLETE")
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    resources = {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for each in cloudformation.list_stack_resources(StackName=JOBS)["StackResourceSummaries"]
    }
    queues = [each["jobQueueArn"] for each in batch.describe_job_queues()["jobQueues"]]
    check("the queue is the one that is printed", outputs["QueueArn"] in queues)
    definition = batch.describe_job_definitions(jobDefinitions=[outputs["JobDefinitionArn"]])["jobDefinitions"][0]
    # moto keeps no more of a definition than its container.
    asked = tree["Resources"]["Definition"]["Properties"]
    check("the jobs run on AWS Fargate", asked["PlatformCapabilities"] == ["FARGATE"])
    check("AWS Batch tries nothing again", asked["RetryStrategy"]["Attempts"] == 1)
    variables = {each["name"]: each["value"] for each in definition["containerProperties"]["environment"]}
    check("the jobs have the bucket", variables["DML_BUCKET"] == bucket)
    objects = "arn:aws:s3:::" + bucket + "/"
    ours = role_policies(iam, resources["JobRole"])
    check("a job may read data", permits(ours, "s3:GetObject", objects + "data/1.npy"))
    check("a job may read its batch", permits(ours, "s3:GetObject", objects + "runs/a/jobs/b/0.json"))
    check("a job may answer", permits(ours, "s3:PutObject", objects + "runs/a/jobs/b/0.answer.json"))
    check("a job may write results", permits(ours, "s3:PutObject", objects + "runs/a/results/1.json"))
    check("a job may not write batches", not permits(ours, "s3:PutObject", objects + "runs/a/jobs/b/0.json"))
    check("a job may not write data", not permits(ours, "s3:PutObject", objects + "data/1.npy"))
    check("a job may not read another bucket", not permits(ours, "s3:GetObject", "arn:aws:s3:::other/data/1"))
    check("a job may submit nothing", not permits(ours, "batch:SubmitJob", outputs["QueueArn"]))
    theirs = managed_policies(iam, resources["ClientPolicy"])
    check("the client may submit to the queue", permits(theirs, "batch:SubmitJob", outputs["QueueArn"]))
    check("the client may submit the jobs", permits(theirs, "batch:SubmitJob", outputs["JobDefinitionArn"]))
    check("the client may submit no other jobs",
          not permits(theirs, "batch:SubmitJob", outputs["JobDefinitionArn"].replace(JOBS, "other")))
    check("the client may submit to no other queue", not permits(theirs, "batch:SubmitJob", outputs["QueueArn"] + "-other"))
    check("the client may register no jobs", not permits(theirs, "batch:RegisterJobDefinition", outputs["JobDefinitionArn"]))


def main(template, package, driver_package):
    cloudformation, s3, iam, functions = (
        boto3.client(name) for name in ("cloudformation", "s3", "iam", "lambda")
    )
    s3.create_bucket(Bucket="packages")
    s3.upload_file(package, "packages", "function.zip")
    s3.upload_file(driver_package, "packages", "driver.zip")
    body = json.dumps(transformed(template, "packages", {"Function": "function.zip", "Driver": "driver.zip"}))
    cloudformation.create_stack(
        StackName=STACK,
        TemplateBody=body,
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": "NotifyEmail", "ParameterValue": "somebody@example.org"}],
    )
    stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    check("the stack is made", stack["StackStatus"] == "CREATE_COMPLETE")
    resources = {
        each["LogicalResourceId"]: each
        for each in cloudformation.list_stack_resources(StackName=STACK)["StackResourceSummaries"]
    }
    for name in ("Bucket", "Logs", "Function", "FunctionRole", "Driver", "DriverRole", "Endings", "ClientPolicy"):
        check("it has " + name, name in resources)
    # moto makes no policy, public access block or lifecycle of buckets and no aliases: they are looked at in what SAM made.
    made = json.loads(body)["Resources"]
    check("SAM makes the alias live", made["FunctionAliaslive"]["Properties"]["Name"] == "live")
    check("SAM makes a version with each change", any(each["Type"] == "AWS::Lambda::Version" for each in made.values()))
    check("copies are made of published versions", made["Function"]["Properties"]["SnapStart"]["ApplyOn"] == "PublishedVersions")
    check("requests without TLS are refused", made["BucketPolicy"]["Properties"]["PolicyDocument"]["Statement"][0]["Effect"] == "Deny")
    check("nothing in the bucket is public", all(made["Bucket"]["Properties"]["PublicAccessBlockConfiguration"].values()))
    check("objects expire", "ExpirationInDays" in made["Bucket"]["Properties"]["LifecycleConfiguration"]["Rules"][0])
    check("the bucket outlives the stack", made["Bucket"]["DeletionPolicy"] == "Retain")
    bucket = resources["Bucket"]["PhysicalResourceId"]
    name = resources["Function"]["PhysicalResourceId"]
    function = functions.get_function_configuration(FunctionName=name)
    arn = function["FunctionArn"].removesuffix(":$LATEST")
    variables = function["Environment"]["Variables"]
    check("the function has its bucket", variables["DML_BUCKET"] == bucket)
    check("the function knows the account of its bucket", variables["DML_BUCKET_OWNER"] == arn.split(":")[4])
    check("the function has the handler", function["Handler"] == "dev.dml.lambda.NuisanceHandler")
    objects = "arn:aws:s3:::" + bucket + "/"
    role = resources["FunctionRole"]["PhysicalResourceId"]
    ours = role_policies(iam, role)
    check("the function may read data", permits(ours, "s3:GetObject", objects + "data/1.npy"))
    check("the function may write results", permits(ours, "s3:PutObject", objects + "runs/a/results/1.json"))
    check("the function may not read results", not permits(ours, "s3:GetObject", objects + "runs/a/results/1.json"))
    check("the function may not read another prefix", not permits(ours, "s3:GetObject", objects + "other/1"))
    check("the function may not write data", not permits(ours, "s3:PutObject", objects + "data/1.npy"))
    check("the function may not read another bucket", not permits(ours, "s3:GetObject", "arn:aws:s3:::other/data/1"))
    check("the function may not delete", not permits(ours, "s3:DeleteObject", objects + "data/1.npy"))
    check("the function may invoke nothing", not permits(ours, "lambda:InvokeFunction", arn))
    driver = functions.get_function_configuration(FunctionName=resources["Driver"]["PhysicalResourceId"])
    driver_arn = driver["FunctionArn"].removesuffix(":$LATEST")
    check("the driver has the handler", driver["Handler"] == "dev.dml.driver.DriverHandler")
    check("the driver has the bucket", driver["Environment"]["Variables"]["DML_BUCKET"] == bucket)
    check("the driver invokes the alias of the function", driver["Environment"]["Variables"]["DML_FUNCTION"].endswith(":live"))
    check("the driver may call itself again and again", made["Driver"]["Properties"]["RecursiveLoop"] == "Allow")
    role = resources["DriverRole"]["PhysicalResourceId"]
    its = role_policies(iam, role)
    check("the driver may invoke the function", permits(its, "lambda:InvokeFunction", arn + ":live"))
    check("the driver may invoke itself", permits(its, "lambda:InvokeFunction", driver_arn))
    check("the driver may not invoke another function", not permits(its, "lambda:InvokeFunction", OTHER))
    check("the driver may read orders", permits(its, "s3:GetObject", objects + "detached/a.json"))
    check("the driver may not write orders", not permits(its, "s3:PutObject", objects + "detached/a.json"))
    check("the driver may write to runs", permits(its, "s3:PutObject", objects + "runs/a/driver/ending.json"))
    check("the driver may not read another prefix", not permits(its, "s3:GetObject", objects + "other/1"))
    check("the driver may not read another bucket", not permits(its, "s3:GetObject", "arn:aws:s3:::other/data/1"))
    check("the driver may not delete", not permits(its, "s3:DeleteObject", objects + "runs/a/driver/ending.json"))
    calls = made["DriverEventInvokeConfig"]["Properties"]
    check("a driver that is called no more is published", "OnFailure" in calls["DestinationConfig"])
    check("the driver may publish that", permits(its, "sns:Publish", resources["Endings"]["PhysicalResourceId"]))
    topics = made["Bucket"]["Properties"]["NotificationConfiguration"]["TopicConfigurations"]
    check("an ending is published", topics[0]["Filter"]["S3Key"]["Rules"][1]["Value"] == "/driver/ending.json")
    policy = resources["ClientPolicy"]["PhysicalResourceId"]
    theirs = managed_policies(iam, policy)
    check("the client may invoke the function", permits(theirs, "lambda:InvokeFunction", arn + ":live"))
    check("the client may call the driver", permits(theirs, "lambda:InvokeFunction", driver_arn))
    check("the client may not change the driver", not permits(theirs, "lambda:UpdateFunctionCode", driver_arn))
    check("the client may write orders", permits(theirs, "s3:PutObject", objects + "detached/a.json"))
    check("the client may not invoke another function", not permits(theirs, "lambda:InvokeFunction", OTHER))
    check("the client may not change the function", not permits(theirs, "lambda:UpdateFunctionCode", arn))
    check("the client may store data", permits(theirs, "s3:PutObject", objects + "data/1.npy"))
    check("the client may read another bucket no more than the function",
          not permits(theirs, "s3:GetObject", "arn:aws:s3:::other/data/1"))
    check_jobs(template, bucket)
    cloudformation.delete_stack(StackName=STACK)
    left = [each["FunctionName"] for each in functions.list_functions()["Functions"]]
    check("the function is gone with the stack", name not in left)
    return min(wrong, 1)


if __name__ == "__main__":
    boto3.setup_default_session(region_name=REGION)
    sys.exit(main(*sys.argv[1:]))
