// Assigns roles when somebody signs in. Made by `postmortems deploy-config azure`.
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

module.exports = async function (context, request) {
  const claims = (request.body && request.body.claims) || [];
  const groups = claims.filter(({ typ }) => typ === 'groups').map(({ val }) => val);
  context.res = { headers: { 'Content-Type': 'application/json' }, body: { roles: rolesOf(groups) } };
};
