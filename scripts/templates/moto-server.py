"""Runs moto as a server for the templates of examples/aws. Prints its address, and exits when its standard input closes.

Adds the features that moto's CloudFormation lacks: the SAM transform with AWS's translator, and some resource types
with API calls, whose parameters boto3 checks.
"""

import json
import logging
import os
import sys

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


def add_resource_type(kind, create, delete, update=None):
    """Adds a resource type. `create` receives the name and properties, and returns the ID and attributes."""

    class Resource(CloudFormationModel):
        __module__ = "moto.added"  # moto reads the name of the service from this

        def __init__(self, created, properties):
            self.physical_resource_id, self.attributes = created
            self.properties = properties

        @staticmethod
        def cloudformation_name_type():
            return None

        @staticmethod
        def cloudformation_type():
            return kind

        @classmethod
        def has_cfn_attr(cls, _attr):
            return True

        def get_cfn_attribute(self, name):
            return self.attributes[name]

        @classmethod
        def create_from_cloudformation_json(cls, resource_name, cloudformation_json, *_, **__):
            properties = cloudformation_json["Properties"]
            return cls(create(resource_name, **properties), properties)

        @classmethod
        def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, *_, **__):
            if update is not None:
                update(original_resource.physical_resource_id, **cloudformation_json["Properties"])
            return original_resource

        def delete(self, *_):
            delete(self.physical_resource_id, **self.properties)

        @classmethod
        def delete_from_cloudformation_json(cls, *_, **__):
            raise NotImplementedError("moto calls delete() instead")

        def is_created(self):
            return True

    ADDED_RESOURCES.append(Resource)


# Keeps references to the classes: moto finds them through weak references.
ADDED_RESOURCES = []


def client(service):
    return boto3.client(service, region_name=REGION, endpoint_url=address)


def create_user_pool(name, **properties):
    pool = client(COGNITO).create_user_pool(PoolName=name, **properties)["UserPool"]
    return pool["Id"], {"Arn": pool["Arn"], "ProviderName": f"cognito-idp.{REGION}.amazonaws.com/{pool['Id']}"}


def update_user_pool(pool, UsernameAttributes, **properties):
    client(COGNITO).update_user_pool(UserPoolId=pool, **properties)


def create_app_client(name, **properties):
    created = client(COGNITO).create_user_pool_client(ClientName=name, **properties)
    return created["UserPoolClient"]["ClientId"], {}


def update_app_client(app_client, **properties):
    client(COGNITO).update_user_pool_client(ClientId=app_client, **properties)


def create_identity_pool(name, **properties):
    pool = client("cognito-identity").create_identity_pool(IdentityPoolName=name, **properties)
    return pool["IdentityPoolId"], {}


def create_role_policy(_, RoleName, PolicyName, PolicyDocument):
    client("iam").put_role_policy(RoleName=RoleName, PolicyName=PolicyName, PolicyDocument=json.dumps(PolicyDocument))
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


def creation(service, operation, identifier):
    """Creates a resource whose ID is one of its properties."""

    def create(_, **properties):
        getattr(client(service), operation)(**properties)
        return properties[identifier], {}

    return create


def deletion(service, operation, identifier, *others):
    """Deletes a resource by its ID and other properties."""

    def delete(resource, **properties):
        getattr(client(service), operation)(**{identifier: resource}, **{name: properties[name] for name in others})

    return delete


delete_user_pool = deletion(COGNITO, "delete_user_pool", "UserPoolId")
delete_app_client = deletion(COGNITO, "delete_user_pool_client", "ClientId", "UserPoolId")
add_resource_type("AWS::Cognito::UserPool", create_user_pool, delete_user_pool, update_user_pool)
add_resource_type("AWS::Cognito::UserPoolClient", create_app_client, delete_app_client, update_app_client)
add_resource_type(
    "AWS::Cognito::UserPoolDomain",
    creation(COGNITO, "create_user_pool_domain", "Domain"),
    deletion(COGNITO, "delete_user_pool_domain", "Domain", "UserPoolId"),
)
add_resource_type(
    "AWS::Cognito::UserPoolResourceServer",
    creation(COGNITO, "create_resource_server", "Identifier"),
    deletion(COGNITO, "delete_resource_server", "Identifier", "UserPoolId"),
)
add_resource_type(
    "AWS::Cognito::UserPoolGroup",
    creation(COGNITO, "create_group", "GroupName"),
    deletion(COGNITO, "delete_group", "GroupName", "UserPoolId"),
)
add_resource_type(
    "AWS::Cognito::IdentityPool",
    create_identity_pool,
    deletion("cognito-identity", "delete_identity_pool", "IdentityPoolId"),
)
# moto does not keep the roles of identity pools.
add_resource_type(
    "AWS::Cognito::IdentityPoolRoleAttachment",
    lambda _, IdentityPoolId, Roles: (IdentityPoolId, {}),
    lambda *_, **__: None,
)
add_resource_type(
    "AWS::IAM::RolePolicy", create_role_policy, deletion("iam", "delete_role_policy", "PolicyName", "RoleName")
)
add_resource_type(
    "AWS::IAM::OIDCProvider",
    create_oidc_provider,
    deletion("iam", "delete_open_id_connect_provider", "OpenIDConnectProviderArn"),
)
add_resource_type("AWS::ApiGateway::RestApi", create_rest_api, deletion("apigateway", "delete_rest_api", "restApiId"))
add_resource_type("AWS::ApiGatewayV2::Api", create_http_api, deletion("apigatewayv2", "delete_api", "ApiId"))


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
sys.stdin.read()
server.stop()
