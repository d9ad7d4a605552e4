#!/usr/bin/env python3
"""Looks at a stack that the SAM CLI has deployed: what is there, and who may do what.

made STACK, version STACK, changed STACK MEGABYTES VERSION-BEFORE, or deleted; AWS_ENDPOINT_URL says where the server is (account.py).
"""
import ast
import json
import os
import sys
import urllib.request

import boto3
from botocore.exceptions import ClientError
from moto.iam.access_control import IAMPolicy, PermissionResult

OTHER = "arn:aws:lambda:us-east-1:123456789012:function:other"
wrong = 0


def check(what, holds):
    global wrong
    print(("ok     " if holds else "WRONG  ") + what)
    wrong += not holds


def permits(documents, action, resource):
    """Whether policies allow it, by moto's simulation of IAM."""
    found = [IAMPolicy(document).is_action_permitted(action, resource) for document in documents]
    return PermissionResult.PERMITTED in found and PermissionResult.DENIED not in found


def role_policies(iam, role):
    documents = [
        iam.get_role_policy(RoleName=role, PolicyName=each)["PolicyDocument"]
        for each in iam.list_role_policies(RoleName=role)["PolicyNames"]
    ]
    # moto keeps some of them as Python writes them.
    return [json.dumps(ast.literal_eval(each) if isinstance(each, str) else each) for each in documents]


def managed_policies(iam, policy):
    version = iam.get_policy(PolicyArn=policy)["Policy"]["DefaultVersionId"]
    return [json.dumps(iam.get_policy_version(PolicyArn=policy, VersionId=version)["PolicyVersion"]["Document"])]


def resources_of(cloudformation, stack):
    summaries = cloudformation.list_stack_resources(StackName=stack)["StackResourceSummaries"]
    return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in summaries}


def outputs_of(cloudformation, stack):
    outputs = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
    return {each["OutputKey"]: each["OutputValue"] for each in outputs}


def enforce(calls):
    """Has the server look at signatures and policies after so many calls."""
    address = os.environ["AWS_ENDPOINT_URL"] + "/moto-api/reset-auth"
    urllib.request.urlopen(
        urllib.request.Request(address, str(calls).encode(), {"Content-Type": "text/plain"}, method="POST")
    ).close()


def refused(call):
    try:
        call()
        return False
    except ClientError as e:
        return e.response["Error"]["Code"] == "AccessDenied"


def check_client(iam, s3, bucket, policy):
    """What Amazon S3 lets somebody do who has the policy of clients and nothing else."""
    iam.create_user(UserName="client")
    iam.attach_user_policy(UserName="client", PolicyArn=policy)
    key = iam.create_access_key(UserName="client")["AccessKey"]
    client = boto3.client("s3", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
    s3.put_object(Bucket=bucket, Key="other/1", Body=b"1")
    s3.create_bucket(Bucket="other")
    enforce(0)
    check("a client stores data", not refused(lambda: client.put_object(Bucket=bucket, Key="data/1.npy", Body=b"1")))
    check("a client reads data", not refused(lambda: client.get_object(Bucket=bucket, Key="data/1.npy")))
    check("a client lists the bucket", not refused(lambda: client.list_objects_v2(Bucket=bucket)))
    check("a client is refused another prefix", refused(lambda: client.get_object(Bucket=bucket, Key="other/1")))
    check("a client is refused to delete", refused(lambda: client.delete_object(Bucket=bucket, Key="data/1.npy")))
    check("a client is refused another bucket", refused(lambda: client.list_objects_v2(Bucket="other")))
    enforce(10**9)


def check_jobs(cloudformation, iam, stack, bucket):
    """The part for jobs of AWS Batch, a stack in the stack."""
    batch = boto3.client("batch")
    outputs, resources = outputs_of(cloudformation, stack), resources_of(cloudformation, stack)
    queues = [each["jobQueueArn"] for each in batch.describe_job_queues()["jobQueues"]]
    check("the queue is the one that is printed", outputs["QueueArn"] in queues)
    definition = batch.describe_job_definitions(jobDefinitions=[outputs["JobDefinitionArn"]])["jobDefinitions"][0]
    # moto keeps no more of a definition than its container.
    asked = cloudformation.get_template(StackName=stack)["TemplateBody"]["Resources"]["Definition"]["Properties"]
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
          not permits(theirs, "batch:SubmitJob", outputs["JobDefinitionArn"].replace(stack, "other")))
    check("the client may submit to no other queue", not permits(theirs, "batch:SubmitJob", outputs["QueueArn"] + "-other"))
    check("the client may register no jobs", not permits(theirs, "batch:RegisterJobDefinition", outputs["JobDefinitionArn"]))


def check_stack(stack):
    """All of it, when it has been made."""
    cloudformation, s3, iam, functions = (boto3.client(name) for name in ("cloudformation", "s3", "iam", "lambda"))
    outputs, resources = outputs_of(cloudformation, stack), resources_of(cloudformation, stack)
    for name in ("Bucket", "Logs", "Function", "FunctionRole", "Driver", "DriverRole", "Endings", "ClientPolicy"):
        check("it has " + name, name in resources)
    # moto makes no policy, public access block or lifecycle of buckets and no aliases: they are looked at in what SAM made.
    made = cloudformation.get_template(StackName=stack)["TemplateBody"]["Resources"]
    check("SAM makes the alias live", made["FunctionAliaslive"]["Properties"]["Name"] == "live")
    check("SAM makes a version with each change", any(each["Type"] == "AWS::Lambda::Version" for each in made.values()))
    check("copies are made of published versions", made["Function"]["Properties"]["SnapStart"]["ApplyOn"] == "PublishedVersions")
    check("requests without TLS are refused", made["BucketPolicy"]["Properties"]["PolicyDocument"]["Statement"][0]["Effect"] == "Deny")
    check("nothing in the bucket is public", all(made["Bucket"]["Properties"]["PublicAccessBlockConfiguration"].values()))
    check("objects expire", "ExpirationInDays" in made["Bucket"]["Properties"]["LifecycleConfiguration"]["Rules"][0])
    check("the bucket outlives the stack", made["Bucket"]["DeletionPolicy"] == "Retain")
    bucket = resources["Bucket"]
    name = resources["Function"]
    function = functions.get_function_configuration(FunctionName=name)
    arn = function["FunctionArn"].removesuffix(":$LATEST")
    variables = function["Environment"]["Variables"]
    check("what is printed names the function", outputs["FunctionName"] == name + ":live")
    check("what is printed names the bucket", outputs["BucketName"] == bucket)
    check("the function has its bucket", variables["DML_BUCKET"] == bucket)
    check("the function knows the account of its bucket", variables["DML_BUCKET_OWNER"] == arn.split(":")[4])
    check("the function has the handler", function["Handler"] == "dev.dml.lambda.NuisanceHandler")
    objects = "arn:aws:s3:::" + bucket + "/"
    role = resources["FunctionRole"]
    ours = role_policies(iam, role)
    check("the function may read data", permits(ours, "s3:GetObject", objects + "data/1.npy"))
    check("the function may write results", permits(ours, "s3:PutObject", objects + "runs/a/results/1.json"))
    check("the function may not read results", not permits(ours, "s3:GetObject", objects + "runs/a/results/1.json"))
    check("the function may not read another prefix", not permits(ours, "s3:GetObject", objects + "other/1"))
    check("the function may not write data", not permits(ours, "s3:PutObject", objects + "data/1.npy"))
    check("the function may not read another bucket", not permits(ours, "s3:GetObject", "arn:aws:s3:::other/data/1"))
    check("the function may not delete", not permits(ours, "s3:DeleteObject", objects + "data/1.npy"))
    check("the function may invoke nothing", not permits(ours, "lambda:InvokeFunction", arn))
    driver = functions.get_function_configuration(FunctionName=resources["Driver"])
    driver_arn = driver["FunctionArn"].removesuffix(":$LATEST")
    check("the driver has the handler", driver["Handler"] == "dev.dml.driver.DriverHandler")
    check("the driver has the bucket", driver["Environment"]["Variables"]["DML_BUCKET"] == bucket)
    check("the driver invokes the alias of the function", driver["Environment"]["Variables"]["DML_FUNCTION"].endswith(":live"))
    check("the driver may call itself again and again", made["Driver"]["Properties"]["RecursiveLoop"] == "Allow")
    role = resources["DriverRole"]
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
    check("the driver may publish that", permits(its, "sns:Publish", resources["Endings"]))
    topics = made["Bucket"]["Properties"]["NotificationConfiguration"]["TopicConfigurations"]
    check("an ending is published", topics[0]["Filter"]["S3Key"]["Rules"][1]["Value"] == "/driver/ending.json")
    policy = resources["ClientPolicy"]
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
    check_client(iam, s3, bucket, policy)
    check_jobs(cloudformation, iam, resources["JobStack"], bucket)


def check_change(stack, megabytes, before):
    """Another memory size is another version, which the alias names."""
    functions = boto3.client("lambda")
    name = resources_of(boto3.client("cloudformation"), stack)["Function"]
    check("the function has the new memory", functions.get_function_configuration(FunctionName=name)["MemorySize"] == int(megabytes))
    check("the alias names a new version", version(stack) != before)


def version(stack):
    """Which version the alias names, as SAM calls it."""
    made = boto3.client("cloudformation").get_template(StackName=stack)["TemplateBody"]["Resources"]
    return made["FunctionAliaslive"]["Properties"]["FunctionVersion"]["Fn::GetAtt"][0]


def check_end():
    """What is left when the stack is deleted: the bucket, which somebody may still want."""
    functions, s3 = boto3.client("lambda"), boto3.client("s3")
    check("the functions are gone with the stack", not functions.list_functions()["Functions"])
    check("the bucket is kept", any("-bucket-" in each["Name"] for each in s3.list_buckets()["Buckets"]))


if __name__ == "__main__":
    steps = {
        "made": check_stack,
        "version": lambda stack: print(version(stack)),
        "changed": check_change,
        "deleted": check_end,
    }
    steps[sys.argv[1]](*sys.argv[2:])
    sys.exit(min(wrong, 1))
