import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import { answeredDate } from '../dates.ts';
import type { CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import type { Named } from '../world.ts';
import { serviceCalls } from './service-calls.ts';

const ecr = serviceCalls({ source: 'ecr.amazonaws.com', version: '1.11' });
const ecs = serviceCalls({ source: 'ecs.amazonaws.com', version: '1.11' });
const cluster = 'shop';

function repositoryOf({ random, world, region }: CallSite): Named {
  return random.pick(world.place(region).repositories);
}

function repositoryResources({ arn }: Named): JsonObject[] {
  return [{ accountId: sampleAccountId, ARN: arn }];
}

export const getAuthorizationToken = ecr.read('GetAuthorizationToken', 3, () => ({ requestParameters: {} }));

export const putImage = ecr.write('PutImage', 2, (site) => {
  const repository = repositoryOf(site);
  const imageId = { imageDigest: `sha256:${site.random.hex(64)}`, imageTag: site.random.hex(7) };
  return {
    requestParameters: {
      repositoryName: repository.name,
      registryId: sampleAccountId,
      imageTag: imageId.imageTag,
      imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    },
    responseElements: {
      image: { registryId: sampleAccountId, repositoryName: repository.name, imageId },
    },
    resources: repositoryResources(repository),
  };
});

export const updateService = ecs.write('UpdateService', 2, (site) => {
  const service = site.random.pick(['web', 'orders']);
  const taskDefinition = `arn:aws:ecs:${site.region}:${sampleAccountId}:task-definition/${service}:${site.random.between(40, 400)}`;
  return {
    requestParameters: { cluster, service, taskDefinition, forceNewDeployment: true },
    responseElements: {
      service: {
        serviceArn: `arn:aws:ecs:${site.region}:${sampleAccountId}:service/${cluster}/${service}`,
        serviceName: service,
        clusterArn: `arn:aws:ecs:${site.region}:${sampleAccountId}:cluster/${cluster}`,
        status: 'ACTIVE',
        desiredCount: 3,
        runningCount: 3,
        pendingCount: 0,
        launchType: 'FARGATE',
        taskDefinition,
        createdAt: answeredDate(Date.UTC(2025, 4, 6, 11, 30)),
      },
    },
  };
});

export const describeServices = ecs.read('DescribeServices', 4, () => ({
  requestParameters: { cluster, services: ['web', 'orders'] },
}));

export const containerCalls: readonly ApiCall[] = [
  getAuthorizationToken,
  putImage,
  updateService,
  describeServices,
  ecr.read('BatchGetImage', 3, (site) => {
    const repository = repositoryOf(site);
    return {
      requestParameters: {
        repositoryName: repository.name,
        imageIds: [{ imageTag: 'latest' }],
        acceptedMediaTypes: ['application/vnd.oci.image.manifest.v1+json'],
      },
      resources: repositoryResources(repository),
    };
  }),
  ecs.write('RegisterTaskDefinition', 1, (site) => ({
    requestParameters: {
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '512',
      memory: '1024',
      containerDefinitions: [
        {
          name: 'web',
          image: `${sampleAccountId}.dkr.ecr.${site.region}.amazonaws.com/shop/web:${site.random.hex(7)}`,
          essential: true,
        },
      ],
    },
    responseElements: {
      taskDefinition: {
        taskDefinitionArn: `arn:aws:ecs:${site.region}:${sampleAccountId}:task-definition/web:${site.random.between(40, 400)}`,
        family: 'web',
        status: 'ACTIVE',
      },
    },
  })),
  ecs.write('RunTask', 1, (site) => ({
    requestParameters: { cluster, taskDefinition: 'migrations', count: 1, launchType: 'FARGATE' },
    responseElements: {
      tasks: [
        {
          taskArn: `arn:aws:ecs:${site.region}:${sampleAccountId}:task/${cluster}/${site.random.hex(32)}`,
          lastStatus: 'PROVISIONING',
        },
      ],
      failures: [],
    },
  })),
];
