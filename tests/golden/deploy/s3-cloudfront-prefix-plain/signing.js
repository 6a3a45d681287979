// Which trees somebody may have a cookie for; made by `postmortems deploy-config s3-cloudfront`. Give the cookies of a
// tree its own path, `Secure`, `HttpOnly` and a short life: a cookie is good until it ends, whoever has it.
// Of each row of groups a reader has to have one, compared whole.
const trees = [
  [
    "board",
    [
      [
        "on call",
        "sre"
      ],
      [
        "security"
      ]
    ]
  ],
  [
    "security",
    [
      [
        "security"
      ]
    ]
  ],
  [
    "sre",
    [
      [
        "on call",
        "sre"
      ]
    ]
  ],
  [
    "staff",
    [
      [
        "on call",
        "security",
        "sre",
        "staff"
      ]
    ]
  ],
  [
    "public",
    []
  ]
];

function rolesOf(groups) {
  const held = new Set(groups);
  const reads = ([, rule]) => rule.every((row) => row.some((group) => held.has(group)));
  return trees.filter(reads).map(([role]) => role);
}

const places = {
  "board": "https://postmortems.example.com/board/*",
  "security": "https://postmortems.example.com/security/*",
  "sre": "https://postmortems.example.com/sre/*",
  "staff": "https://postmortems.example.com/staff/*"
};

function policyFor(role, until) {
  const condition = { DateLessThan: { 'AWS:EpochTime': until } };
  return { Statement: [{ Resource: places[role], Condition: condition }] };
}

module.exports = { rolesOf, policyFor };
