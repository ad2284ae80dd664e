// What any Pulumi program of this kind pays before its first line: the SDKs.
require('@pulumi/pulumi');
require('@pulumi/kubernetes');
require('@pulumi/kubernetes/helm/v3');
require('@pulumi/random');
require('@pulumi/aws/eks');
