// The sites that a person may get cookies for. Made by `postmortems deploy-config s3-cloudfront`. Set the cookies of
// a site for its path, `Secure`, `HttpOnly` and with a short life: nobody can revoke a cookie before it expires.
// Role and rows of groups of each site; a person needs one group of each row.
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
