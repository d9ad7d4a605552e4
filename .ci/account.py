#!/usr/bin/env python3
"""A server that answers like AWS (moto); it prints its address and runs until it is killed.

moto takes CloudFormation, but not SAM. Here a change set of a template of SAM becomes what AWS makes of it, by the library with
which AWS makes it, so that the SAM CLI can deploy to it as to an account.
"""
import json
import threading

import boto3
import yaml
from moto.cloudformation import models
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse
from moto.cloudformation.utils import get_stack_from_s3_url
from moto.core.responses import ActionResult
from moto.server import ThreadedMotoServer
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform

REGION = "us-east-1"
SERVICE = "arn:aws:iam::123456789012:role/batch-service"
S3 = "https://s3.us-east-1.amazonaws.com"


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


def valued(node, values):
    """The same with the values of parameters in place of their names."""
    if isinstance(node, dict):
        if set(node) == {"Ref"} and node["Ref"] in values:
            return values[node["Ref"]]
        return {key: valued(value, values) for key, value in node.items()}
    return [valued(each, values) for each in node] if isinstance(node, list) else node


def transformed(template, parameters, iam):
    """What SAM makes of a template, as JSON."""
    tree = yaml.load(template, Loader=Tagged)
    values = {name: parameter["Default"] for name, parameter in tree["Parameters"].items()} | parameters
    # What the language extensions do for functions; see template.yaml.
    tree["Transform"] = "AWS::Serverless-2016-10-31"
    for resource in tree["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"] = valued(resource["Properties"], values)
    return json.dumps(transform(tree, values, ManagedPolicyLoader(iam)), default=str)


def named(template_url, **where):
    """A template with what AWS chooses by itself and moto has to be given: a name in small letters, and a role of the service."""
    tree = yaml.load(get_stack_from_s3_url(template_url, **where), Loader=Tagged)
    for resource in tree["Resources"].values():
        if resource["Type"] == "AWS::ECR::Repository":
            resource["Properties"].setdefault("RepositoryName", "jobs")
        if resource["Type"] == "AWS::Batch::ComputeEnvironment":
            resource["Properties"].setdefault("ServiceRole", SERVICE)
    return json.dumps(tree, default=str)


def teach(address):
    """Has moto take change sets as AWS does."""
    iam = boto3.client("iam", endpoint_url=address, region_name=REGION)
    iam.create_role(RoleName=SERVICE.split("/")[1], AssumeRolePolicyDocument="{}")
    create, execute = CloudFormationBackend.create_change_set, CloudFormationBackend.execute_change_set

    def create_change_set(self, *, template, parameters, **others):
        # The SAM CLI names what it has uploaded by the address that it was given, and knows it again by AWS's.
        template = transformed(template.replace(address, S3), parameters, iam)
        return create(self, template=template, parameters=parameters, **others)

    def execute_change_set(self, *arguments, **named):
        execute(self, *arguments, **named)
        # moto forgets what a stack that was made by a change set prints.
        for stack in self.stacks.values():
            stack._parse_template()
            stack.output_map = stack._create_output_map()

    def update_termination_protection(self):
        return ActionResult({"StackId": self._get_param("StackName")})

    models.get_stack_from_s3_url = named
    models.Stack.get_cfn_attribute = lambda stack, name: stack.output_map[name.removeprefix("Outputs.")].value
    CloudFormationResponse.update_termination_protection = update_termination_protection
    CloudFormationBackend.create_change_set = create_change_set
    CloudFormationBackend.execute_change_set = execute_change_set


if __name__ == "__main__":
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    # moto finds the bucket of a template in its address if the server is called so.
    url = f"http://localhost:{server.get_host_and_port()[1]}"
    teach(url)
    print(url, flush=True)
    threading.Event().wait()
