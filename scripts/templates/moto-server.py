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

import boto3
from moto.cloudformation.models import ChangeSet, Stack
from moto.cloudformation.parsing import ResourceMap
from moto.core.common_models import CloudFormationModel
from moto.server import ThreadedMotoServer
from samtranslator.translator.transform import transform

REGION = os.environ["AWS_REGION"]
SAM = "AWS::Serverless-2016-10-31"
COGNITO = "cognito-idp"


class ManagedPolicies:
    def load(self):
        return {"AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}


class AddedResource:
    """A resource of an added type. Subclasses have its API calls."""

    def __init__(self, created, properties):
        self.physical_resource_id, self.attributes = created
        self.properties = properties

    @staticmethod
    def cloudformation_name_type():
        return None

    @classmethod
    def has_cfn_attr(cls, _attr):
        return True

    def get_cfn_attribute(self, name):
        return self.attributes[name]

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, *_, **__):
        properties = cloudformation_json["Properties"]
        return cls(cls.create(resource_name, **properties), properties)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, *_, **__):
        cls.update(original_resource.physical_resource_id, **cloudformation_json["Properties"])
        return original_resource

    def delete(self, *_):
        self.remove(self.physical_resource_id, **self.properties)

    @classmethod
    def delete_from_cloudformation_json(cls, *_, **__):
        raise NotImplementedError("moto calls delete() instead")

    def is_created(self):
        return True


# Keeps references to the classes: moto finds them through weak references.
ADDED_TYPES = []


def client(service):
    return boto3.client(service, region_name=REGION, endpoint_url=address)


def add_resource_type(kind, service, noun, key, *other_keys, create=None, immutable=None):
    """Adds a resource type that the calls `create_NOUN`, `update_NOUN` and `delete_NOUN` manage.

    `key` is the parameter with the ID, and a deletion has the properties `other_keys` too. `create` receives the name
    and the properties, and returns the ID and the attributes; by default, the ID is a property. Updates do nothing
    without `immutable`, the properties that an update leaves out. Nothing is called without a noun.
    """

    def call(verb, **parameters):
        if noun is not None:
            getattr(client(service), f"{verb}_{noun}")(**parameters)

    def create_named(_, **properties):
        call("create", **properties)
        return properties[key], {}

    def update(resource, **properties):
        if immutable is not None:
            changed = {name: value for name, value in properties.items() if name not in immutable}
            call("update", **{key: resource}, **changed)

    def remove(resource, **properties):
        call("delete", **{key: resource}, **{name: properties[name] for name in other_keys})

    calls = {"create": create or create_named, "update": update, "remove": remove, "cloudformation_type": lambda: kind}
    methods = {name: staticmethod(function) for name, function in calls.items()}
    # moto reads the name of the service from the module.
    ADDED_TYPES.append(type(kind, (AddedResource, CloudFormationModel), {"__module__": "moto.added", **methods}))


def create_user_pool(name, **properties):
    pool = client(COGNITO).create_user_pool(PoolName=name, **properties)["UserPool"]
    return pool["Id"], {"Arn": pool["Arn"], "ProviderName": f"cognito-idp.{REGION}.amazonaws.com/{pool['Id']}"}


def create_app_client(name, **properties):
    created = client(COGNITO).create_user_pool_client(ClientName=name, **properties)
    return created["UserPoolClient"]["ClientId"], {}


def create_identity_pool(name, **properties):
    pool = client("cognito-identity").create_identity_pool(IdentityPoolName=name, **properties)
    return pool["IdentityPoolId"], {}


def create_role_policy(_, PolicyName, PolicyDocument, **properties):
    client("iam").put_role_policy(PolicyName=PolicyName, PolicyDocument=json.dumps(PolicyDocument), **properties)
    return PolicyName, {}


def create_oidc_provider(_, Url, ClientIdList):
    created = client("iam").create_open_id_connect_provider(Url=Url, ClientIDList=ClientIdList)
    return created["OpenIDConnectProviderArn"], {}


def create_rest_api(name, Body, **__):
    api = client("apigateway").create_rest_api(name=name)
    client("apigateway").put_rest_api(restApiId=api["id"], mode="overwrite", body=json.dumps(Body))
    return api["id"], {"RootResourceId": api["rootResourceId"]}


def create_http_api(name, Body, **_):
    api = client("apigatewayv2").create_api(Name=name, ProtocolType="HTTP")["ApiId"]
    client("apigatewayv2").reimport_api(ApiId=api, Body=json.dumps(Body))
    return api, {}


POOL = "UserPoolId"
IDENTITY = "cognito-identity"
PROVIDER = "open_id_connect_provider"
add_resource_type(
    "AWS::Cognito::UserPool", COGNITO, "user_pool", POOL, create=create_user_pool, immutable=["UsernameAttributes"]
)
add_resource_type(
    "AWS::Cognito::UserPoolClient", COGNITO, "user_pool_client", "ClientId", POOL, create=create_app_client, immutable=[]
)
add_resource_type("AWS::Cognito::UserPoolDomain", COGNITO, "user_pool_domain", "Domain", POOL)
add_resource_type("AWS::Cognito::UserPoolResourceServer", COGNITO, "resource_server", "Identifier", POOL)
add_resource_type("AWS::Cognito::UserPoolGroup", COGNITO, "group", "GroupName", POOL)
add_resource_type(
    "AWS::Cognito::IdentityPool", IDENTITY, "identity_pool", "IdentityPoolId", create=create_identity_pool
)
# moto does not keep the roles of identity pools.
add_resource_type("AWS::Cognito::IdentityPoolRoleAttachment", IDENTITY, None, "IdentityPoolId")
add_resource_type("AWS::IAM::RolePolicy", "iam", "role_policy", "PolicyName", "RoleName", create=create_role_policy)
add_resource_type("AWS::IAM::OIDCProvider", "iam", PROVIDER, "OpenIDConnectProviderArn", create=create_oidc_provider)
add_resource_type("AWS::ApiGateway::RestApi", "apigateway", "rest_api", "restApiId", create=create_rest_api)
add_resource_type("AWS::ApiGatewayV2::Api", "apigatewayv2", "api", "ApiId", create=create_http_api)


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
            self.template_dict = transform(template, parameters, ManagedPolicies())

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
