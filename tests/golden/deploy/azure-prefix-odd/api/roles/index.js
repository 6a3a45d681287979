// Assigns roles when somebody signs in. Made by `postmortems deploy-config azure`.
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

module.exports = async function (context, request) {
  const claims = (request.body && request.body.claims) || [];
  const groups = claims.filter(({ typ }) => typ === 'groups').map(({ val }) => val);
  context.res = { headers: { 'Content-Type': 'application/json' }, body: { roles: rolesOf(groups) } };
};
