// The sites that a person may get cookies for. Made by `postmortems deploy-config s3-cloudfront`. Set the cookies of
// a site for its path, `Secure`, `HttpOnly` and with a short life: nobody can revoke a cookie before it expires.
// Role and rows of groups of each site; a person needs one group of each row.
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
