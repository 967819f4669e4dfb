"""Runs moto as a server for the templates of examples/aws. Prints its address, and exits with the process that starts
it, whose ID is the argument.

Adds the features that moto's CloudFormation lacks: the SAM transform with AWS's translator, and some resource types
with API calls, whose parameters boto3 checks.
"""

import json
import logging
import os
import sys
import time
from types import SimpleNamespace

import boto3
from moto.cloudformation.models import ChangeSet, Stack
from moto.cloudformation.parsing import ResourceMap
from moto.core.common_models import CloudFormationModel
from moto.server import ThreadedMotoServer
from samtranslator.translator.transform import transform

REGION = os.environ["AWS_REGION"]
SAM = "AWS::Serverless-2016-10-31"
COGNITO = "cognito-idp"
IDENTITY = "cognito-identity"
ACCOUNT = "123456789012"
POLICIES = {"AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}
# The service and the noun of the calls that manage the resources of a type. moto does not keep the roles of identity
# pools, so nothing is called for them.
ADDED_TYPES = {
    "AWS::Cognito::UserPool": (COGNITO, "user_pool"),
    "AWS::Cognito::UserPoolClient": (COGNITO, "user_pool_client"),
    "AWS::Cognito::UserPoolDomain": (COGNITO, "user_pool_domain"),
    "AWS::Cognito::UserPoolResourceServer": (COGNITO, "resource_server"),
    "AWS::Cognito::UserPoolGroup": (COGNITO, "group"),
    "AWS::Cognito::IdentityPool": (IDENTITY, "identity_pool"),
    "AWS::Cognito::IdentityPoolRoleAttachment": (IDENTITY, None),
    "AWS::IAM::RolePolicy": ("iam", "role_policy"),
    "AWS::IAM::OIDCProvider": ("iam", "open_id_connect_provider"),
    "AWS::ApiGateway::RestApi": ("apigateway", "rest_api"),
    "AWS::ApiGatewayV2::Api": ("apigatewayv2", "api"),
}
UPDATED = ["user_pool", "user_pool_client"]


def client(service):
    return boto3.client(service, region_name=REGION, endpoint_url=address)


def call(service, operation, properties, identifier):
    """Calls with the properties, and the name or ID for the required parameters that are no properties."""
    api = client(service)
    shape = api.meta.service_model.operation_model(api.meta.method_to_api_mapping[operation]).input_shape
    missing = [name for name in shape.required_members if name not in properties]
    if not operation.startswith("create_"):
        properties = {name: value for name, value in properties.items() if name in shape.members}
    return getattr(api, operation)(**properties, **dict.fromkeys(missing, identifier))


def create(service, noun, name, properties):
    """Creates a resource and returns its ID."""
    match noun:
        case "role_policy":
            document = json.dumps(properties["PolicyDocument"])
            client(service).put_role_policy(**{**properties, "PolicyDocument": document})
        case "open_id_connect_provider":
            given = {"Url": properties["Url"], "ClientIDList": properties["ClientIdList"]}
            return client(service).create_open_id_connect_provider(**given)["OpenIDConnectProviderArn"]
        case "rest_api":
            api = client(service).create_rest_api(name=name)["id"]
            client(service).put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(properties["Body"]))
            return api
        case "api":
            api = client(service).create_api(Name=name, ProtocolType="HTTP")["ApiId"]
            client(service).reimport_api(ApiId=api, Body=json.dumps(properties["Body"]))
            return api
        case str():
            created = call(service, f"create_{noun}", properties, name)
            created = created.get("UserPool") or created.get("UserPoolClient") or created
            return created.get("Id") or created.get("ClientId") or created.get("IdentityPoolId") or name
    return name


class AddedResource:
    def __init__(self, identifier, properties):
        self.physical_resource_id = identifier
        self.properties = properties

    @staticmethod
    def cloudformation_name_type():
        return None

    @classmethod
    def cloudformation_type(cls):
        return cls.kind

    @classmethod
    def has_cfn_attr(cls, _attr):
        return True

    def get_cfn_attribute(self, name):
        """Returns an attribute of a user pool. The templates use none of the others."""
        pool = self.physical_resource_id
        arn = f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{pool}"
        return {"Arn": arn, "ProviderName": f"cognito-idp.{REGION}.amazonaws.com/{pool}"}[name]

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, *_, **__):
        properties = cloudformation_json["Properties"]
        return cls(create(cls.service, cls.noun, resource_name, properties), properties)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, *_, **__):
        if cls.noun in UPDATED:
            properties = cloudformation_json["Properties"]
            call(cls.service, f"update_{cls.noun}", properties, original_resource.physical_resource_id)
        return original_resource

    def delete(self, *_):
        if self.noun is not None:
            call(self.service, f"delete_{self.noun}", self.properties, self.physical_resource_id)

    @classmethod
    def delete_from_cloudformation_json(cls, *_, **__):
        raise NotImplementedError("moto calls delete() instead")

    def is_created(self):
        return True


# Keeps references to the classes: moto finds them through weak references. It reads the name of the service from the
# module.
CLASSES = []
for kind, (service, noun) in ADDED_TYPES.items():
    fields = {"__module__": "moto.added", "kind": kind, "service": service, "noun": noun}
    CLASSES.append(type(kind, (AddedResource, CloudFormationModel), fields))


def value_of(parameter):
    """Returns the value of an SSM parameter, because CloudFormation passes values to the transform, not names."""
    if parameter["Type"].startswith("AWS::SSM::Parameter::Value"):
        return client("ssm").get_parameter(Name=parameter["Default"])["Parameter"]["Value"]
    return parameter["Default"]


def with_transform(parse_template):
    def parse(self):
        parse_template(self)
        template = self.template_dict
        for parameter in template.get("Parameters", {}).values():
            if parameter["Type"] == "CommaDelimitedList":
                parameter["Default"] = parameter["Default"].split(",")  # moto splits only given values
        if template.get("Transform") == SAM:
            parameters = {name: value_of(parameter) for name, parameter in template["Parameters"].items()}
            self.template_dict = transform(template, parameters, SimpleNamespace(load=lambda: POLICIES))

    return parse


def with_outputs(apply):
    """Sets the outputs of a stack from a change set, which moto forgets and `aws cloudformation deploy` uses."""

    def apply_whole(self):
        apply(self)
        self.stack.template, self.stack.template_dict = self.template, self.template_dict
        self.stack.parameters = self.parameters
        self.stack.output_map = self.stack._create_output_map()

    return apply_whole


def with_previous_value(parse_ssm_parameter):
    """Keeps a previous value: if a deployment leaves out a parameter, moto would use its value as its name."""
    return lambda self, value, kind: parse_ssm_parameter(self, value, kind) if value.startswith("/") else value


ResourceMap.parse_ssm_parameter = with_previous_value(ResourceMap.parse_ssm_parameter)
ChangeSet.apply = with_outputs(ChangeSet.apply)
for parsed in (Stack, ChangeSet):
    parsed._parse_template = with_transform(parsed._parse_template)
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
address = "http://{}:{}".format(*server.get_host_and_port())
print(address, flush=True)
parent = int(sys.argv[1])
while os.getppid() == parent:
    time.sleep(1)
server.stop()
