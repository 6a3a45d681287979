// Which trees somebody may have a cookie for; made by `postmortems deploy-config s3-cloudfront`. Give the cookies of a
// tree its own path, `Secure`, `HttpOnly` and a short life: a cookie is good until it ends, whoever has it.
// Of each row of groups a reader has to have one, compared whole.
const trees = [
  [
    "sre_and_security",
    [
      [
        "sre"
      ],
      [
        "legal",
        "security"
      ]
    ]
  ],
  [
    "security",
    [
      [
        "legal",
        "security"
      ]
    ]
  ],
  [
    "sre",
    [
      [
        "sre"
      ]
    ]
  ],
  [
    "x_0183b21e1fc8",
    [
      [
        "we \"are\" \\ odd; $home {#} 100% ~.*|(x) +\u00e9"
      ]
    ]
  ],
  [
    "staff",
    [
      [
        "legal",
        "security",
        "sre",
        "staff",
        "we \"are\" \\ odd; $home {#} 100% ~.*|(x) +\u00e9"
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
  "sre_and_security": "https://postmortems.example.com/sre-and-security/*",
  "security": "https://postmortems.example.com/security/*",
  "sre": "https://postmortems.example.com/sre/*",
  "x_0183b21e1fc8": "https://postmortems.example.com/%C3%A9quipe-r-d-1-x-50/*",
  "staff": "https://postmortems.example.com/staff/*"
};

function policyFor(role, until) {
  const condition = { DateLessThan: { 'AWS:EpochTime': until } };
  return { Statement: [{ Resource: places[role], Condition: condition }] };
}

module.exports = { rolesOf, policyFor };
