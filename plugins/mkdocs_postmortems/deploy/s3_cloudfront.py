"""Configuration for S3 behind CloudFront: signed cookies for each site, and a denial for every other address."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mkdocs_postmortems.deploy.access_policy import Grant
from mkdocs_postmortems.deploy.config_syntax import percent_encoded
from mkdocs_postmortems.deploy.deployment import Deployment
from mkdocs_postmortems.deploy.headers import OPEN, PRIVATE, headers
from mkdocs_postmortems.deploy.roles import role, roles_script

_UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""Id of Amazon's managed cache policy `CachingDisabled`."""
_INDEX = """\
function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}
"""
_DENY = """\
function handler() {
  var headers = { 'cache-control': { value: 'private, no-store' } };
  return { statusCode: 403, statusDescription: 'Forbidden', headers: headers };
}
"""
_SIGNING = """\
// The sites that a person may get cookies for. Made by `postmortems deploy-config s3-cloudfront`. Set the cookies of
// a site for its path, `Secure`, `HttpOnly` and with a short life: nobody can revoke a cookie before it expires.
{roles}
const places = {places};

function policyFor(role, until) {{
  const condition = {{ DateLessThan: {{ 'AWS:EpochTime': until }} }};
  return {{ Statement: [{{ Resource: places[role], Condition: condition }}] }};
}}

module.exports = {{ rolesOf, policyFor }};
"""


def s3_cloudfront(site: Deployment) -> Mapping[str, str]:
    """Return a CloudFormation template, and a module for the service that signs cookies, by name."""
    places = {role(grant): f"{site.origin}{_site_path(grant)}*" for grant in site.policy.grants if not grant.is_open}
    signing = _SIGNING.format(roles=roles_script(site.policy), places=json.dumps(places, indent=2))
    return {"cloudfront.json": json.dumps(_template(site), indent=2) + "\n", "signing.js": signing}


def _site_path(grant: Grant) -> str:
    return f"/{percent_encoded(grant.slug)}/"


def _template(site: Deployment) -> Mapping[str, object]:
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Serves each person the postmortems of their audience.",
        "Parameters": {
            "CertificateArn": {"Type": "String", "Description": "Certificate of the site's host, in us-east-1."},
            "PublicKey": {"Type": "String", "Description": "PEM of the public key that verifies cookies."},
        },
        "Resources": {
            **_storage(),
            "Key": {
                "Type": "AWS::CloudFront::PublicKey",
                "Properties": {
                    "PublicKeyConfig": {
                        "CallerReference": "postmortems",
                        "Name": "postmortems",
                        "EncodedKey": {"Ref": "PublicKey"},
                    }
                },
            },
            "Keys": {
                "Type": "AWS::CloudFront::KeyGroup",
                "Properties": {"KeyGroupConfig": {"Name": "postmortems", "Items": [{"Ref": "Key"}]}},
            },
            "Index": _function("postmortems-index", _INDEX),
            "Deny": _function("postmortems-deny", _DENY),
            "Private": _headers_policy(site, "postmortems-private", PRIVATE),
            "Open": _headers_policy(site, "postmortems-open", OPEN),
            "Distribution": _distribution(site),
        },
    }


def _storage() -> Mapping[str, object]:
    """Return a bucket that only the distribution can read."""
    shut = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)
    distribution = {"Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}"}
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject",
        "Resource": {"Fn::Sub": "${Bucket.Arn}/*"},
        "Condition": {"StringEquals": {"AWS:SourceArn": distribution}},
    }
    return {
        "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"PublicAccessBlockConfiguration": shut}},
        "BucketPolicy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": {"Ref": "Bucket"},
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
            },
        },
        "Access": {
            "Type": "AWS::CloudFront::OriginAccessControl",
            "Properties": {
                "OriginAccessControlConfig": {
                    "Name": "postmortems",
                    "OriginAccessControlOriginType": "s3",
                    "SigningBehavior": "always",
                    "SigningProtocol": "sigv4",
                }
            },
        },
    }


def _function(name: str, code: str) -> Mapping[str, object]:
    config = {"Comment": name, "Runtime": "cloudfront-js-2.0"}
    properties = {"Name": name, "AutoPublish": True, "FunctionCode": code, "FunctionConfig": config}
    return {"Type": "AWS::CloudFront::Function", "Properties": properties}


def _headers_policy(site: Deployment, name: str, caching: str) -> Mapping[str, object]:
    """Return a response headers policy. CloudFront refuses security headers among the custom ones."""
    sent = headers(site.scripts, site.external_hosts)
    security = {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": sent.pop("Content-Security-Policy"), "Override": True},
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": sent.pop("Referrer-Policy"), "Override": True},
    }
    del sent["X-Content-Type-Options"]
    others = [
        {"Header": header, "Value": value, "Override": True}
        for header, value in (sent | {"Cache-Control": caching}).items()
    ]
    config = {"Name": name, "SecurityHeadersConfig": security, "CustomHeadersConfig": {"Items": others}}
    return {"Type": "AWS::CloudFront::ResponseHeadersPolicy", "Properties": {"ResponseHeadersPolicyConfig": config}}


def _distribution(site: Deployment) -> Mapping[str, object]:
    origin = {
        "Id": "trees",
        "DomainName": {"Fn::GetAtt": ["Bucket", "RegionalDomainName"]},
        "OriginAccessControlId": {"Ref": "Access"},
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    config = {
        "Enabled": True,
        "Aliases": [site.host],
        "HttpVersion": "http2and3",
        "Origins": [origin],
        "DefaultCacheBehavior": _behavior("Deny", "Private"),
        "CacheBehaviors": [_site_behavior(grant) for grant in site.policy.grants],
        "ViewerCertificate": {
            "AcmCertificateArn": {"Ref": "CertificateArn"},
            "SslSupportMethod": "sni-only",
            "MinimumProtocolVersion": "TLSv1.2_2021",
        },
    }
    return {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": config}}


def _site_behavior(grant: Grant) -> Mapping[str, object]:
    """Return the cache behavior of a site; without a signed cookie, CloudFront denies access."""
    behavior = {"PathPattern": f"{_site_path(grant)}*", **_behavior("Index", "Open" if grant.is_open else "Private")}
    return behavior if grant.is_open else behavior | {"TrustedKeyGroups": [{"Ref": "Keys"}]}


def _behavior(function: str, policy: str) -> dict[str, object]:
    arn = {"Fn::GetAtt": [function, "FunctionMetadata.FunctionARN"]}
    return {
        "TargetOriginId": "trees",
        "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": ["GET", "HEAD"],
        "CachePolicyId": _UNCACHED,
        "ResponseHeadersPolicyId": {"Ref": policy},
        "FunctionAssociations": [{"EventType": "viewer-request", "FunctionARN": arn}],
    }
