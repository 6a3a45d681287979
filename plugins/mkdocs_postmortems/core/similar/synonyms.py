"""Groups of synonyms of operations vocabulary. Written from general knowledge, not from any corpus or test queries.

A word that means several things ("lock", "order", "session") is left out: a wrong synonym costs more than a missing
one.
"""

from __future__ import annotations

from collections.abc import Iterator

_SYNONYMS = """
    DNS: dns | name resolution | domain name | name server | nameserver | resolver | nxdomain | servfail | coredns
        | route53 | hostname lookup
    certificates: certificate | cert | tls | ssl | x509 | pki | mtls | certificate authority
    expiry: expired | expiry | expiration | expire | not renewed | renewal
    running out of memory: out of memory | oom | oomkilled | memory leak | memory exhaustion | ran out of memory
        | heap space | memory pressure
    full disks: disk full | no space left | out of disk | disk space | enospc | out of space | storage full | inode
        | ran out of space
    deployment: deploy | deployment | rollout | release | new version | binary push
    rolling back: rollback | roll back | rolled back | revert | back out | previous version
    configuration: configuration | config | setting | misconfiguration | misconfigured
    databases: database | db | postgres | postgresql | mysql | mariadb | sql | oracle | datastore | data store | rds
    replication: replication | replica | standby | follower | secondary | replication lag | slave
    failover: failover | fail over | failed over | promote | promotion | switchover | takeover
    leaders and quorum: leader election | leader | quorum | consensus | raft | paxos | zookeeper | etcd | split brain
    connection pools: connection pool | pool exhausted | too many connections | connection limit | max connections
        | pgbouncer | connections exhausted
    caching: cache | caching | memcached | redis | varnish | cached
    stampedes: stampede | thundering herd | dogpile | cache miss storm | cold cache | stampeding
    retries: retry storm | retries | retry | backoff | retry amplification | reconnect storm | retrying
    overload: overload | overloaded | saturated | saturation | capacity | exhausted | exhaustion | overwhelmed
        | swamped | ran out | too much load
    load balancing: load balancer | load balancing | haproxy | elb | alb | nginx | envoy | reverse proxy | proxy
        | ingress
    queues: queue | backlog | message broker | kafka | rabbitmq | message queue | consumer lag | sqs | pubsub
    slowness: timeout | timed out | deadline exceeded | time out | slow | latency | sluggish | slowness
    the network: network | networking | packet loss | packets | switch | router | connectivity | unreachable
    routing: bgp | routing | peering | route leak | prefix | advertised | routing table
    power: power | power outage | power loss | ups | generator | electricity | electrical | utility power | voltage
    data centres: data center | datacenter | data centre | availability zone | facility | colocation
    hardware: hardware | disk failure | raid | server failure | faulty hardware | motherboard
    cooling: cooling | temperature | overheating | hvac | chiller | air conditioning
    cut cables: fibre cut | fiber cut | cable cut | fiber | fibre | submarine cable
    Kubernetes: kubernetes | k8s | kubelet | pod | container | docker | kube
    CPU: cpu | processor | cpu usage | high load | cpu exhaustion | spinning
    deadlocks: deadlock | lock contention | locked | livelock | mutex
    race conditions: race condition | race | concurrency | concurrent | timing bug | simultaneous
    deletion: deleted | deletion | dropped | wiped | removed by accident | truncated | erased | rm rf
        | accidentally deleted
    damaged data: data loss | lost data | lost writes | corrupted | corruption | corrupt | data corruption
        | inconsistent data
    backups: backup | backups | snapshot | recovery point | restored from backup
    credentials: credential | password | secret | token | api key | access key | leaked key | credentials
    permissions: permission | access denied | forbidden | 403 | unauthorized | 401 | iam | acl | authorization
        | access control
    login: login | log in | sign in | authentication | authenticate | sso | oauth | auth | logged out
    attacks: ddos | denial of service | attack | syn flood | attacker | malicious traffic | abuse
    traffic peaks: traffic spike | traffic surge | peak traffic | burst | viral | flash crowd | unexpected demand
    rate limits: rate limit | rate limiting | throttle | throttling | throttled | 429 | too many requests | quota
        | quotas
    monitoring: monitoring | alerting | alert | alarm | pager | metrics | observability | dashboard | paged
    silent failure: no alert | missing alert | unnoticed | undetected | not detected | nobody noticed | silent failure
        | silently
    third parties: third party | vendor | provider | upstream provider | supplier | external service
    cloud providers: cloud provider | aws | amazon | gcp | google cloud | azure
    scaling: scaling | autoscaling | autoscaler | scale up | scale out | scaled | scale down
    migration: migration | migrate | migrated | cutover | schema change | schema migration
    slow queries: missing index | query plan | slow query | full table scan | query planner | expensive query
    crashes: crash | crashed | crash loop | crashloopbackoff | segfault | panic | core dump | crashing
    restarts: restart | reboot | restarted | rebooted | power cycle
    bugs: bug | defect | software bug | regression | faulty code | latent bug | logic error
    feature flags: feature flag | feature toggle | toggle | flag flip | kill switch | dark launch
    gradual rollout: canary | staged rollout | gradual rollout | progressive delivery | phased rollout
    testing: staging | untested | test environment | test coverage | not tested
    firewalls: firewall | iptables | security group | waf | packet filter | blocked traffic | network policy
    regular expressions: regular expression | regex | backtracking | catastrophic backtracking | pattern matching
    clocks: clock | leap second | ntp | timezone | daylight saving | leap year | clock skew
    overflowing numbers: integer overflow | overflow | out of range | id exhaustion | 32 bit | sequence exhausted
        | wraparound | counter
    scheduled jobs: cron | scheduled job | batch job | nightly job | scheduled task | cronjob | background job
    automation: script | automation | automated | tooling
    slips: typo | mistyped | wrong command | mistake | human error | operator error | fat finger | wrong server
        | by mistake
    garbage collection: garbage collection | gc pause | gc | stop the world | full gc
    file descriptors: file descriptor | file descriptors | ulimit | too many open files | emfile | inotify | handles
        | sockets
    thread pools: thread pool | worker pool | threads exhausted | workers busy
    cascades: cascading failure | cascading | cascade | knock on | snowball | vicious circle | feedback loop
    partitions: partition | network partition | partitioned | isolated | lost contact | disconnected
    server errors: 5xx | 500 | 502 | 503 | 504 | internal server error | bad gateway | service unavailable
        | gateway timeout | server error | http errors
    unavailability: unavailable | outage | down | offline | unreachable | inaccessible | not available | disruption
    degradation: degraded | degradation | intermittent | partial outage | elevated errors | increased error rates
    payments: payment | checkout | billing | purchase | invoice
    cloud storage: object storage | s3 | blob storage | bucket | block storage | ebs | blob
    content delivery: cdn | content delivery | edge node | akamai | fastly | cloudflare
    e-mail: email | mail | smtp | mailing
    domain registration: domain expired | domain registration | registrar | domain renewal
    the operating system: kernel | operating system | linux | driver | kernel panic | firmware | microcode
    maintenance: maintenance | planned maintenance | maintenance window | planned work | scheduled maintenance
    documentation: documentation | runbook | playbook | outdated docs | undocumented
    exposed data: private data | exposed | exposure | leak | breach | privacy | disclosed | leaked | personal data
    mixed-up users: wrong customer | other users | cross tenant | mixed up | someone else
    infrastructure as code: infrastructure as code | terraform | ansible | puppet | cloudformation | config management
    health checks: health check | health checks | liveness | readiness | heartbeat | healthcheck
    IP addresses: ip address | ip exhaustion | dhcp | subnet | cidr | address space | ran out of addresses
    hanging: blocking call | synchronous | hang | hung | stuck | frozen | unresponsive | froze
    access rights: permission change | privilege | access rights | revoked
    starting up: startup order | bootstrap | circular dependency | cold start | chicken and egg
    limits: limit | hard limit | ceiling | threshold
"""


def synonym_groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each group and its phrases."""
    lines = _SYNONYMS.replace("\n        |", " |").strip().splitlines()
    for name, _, phrases in (line.strip().partition(": ") for line in lines):
        yield name, tuple(phrase.strip() for phrase in phrases.split("|"))
