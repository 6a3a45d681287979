TARGET="${POSTMORTEMS_TARGET:-/srv/postmortems}"
postmortems publish --audience "$AUDIENCE" --to "$TARGET/releases-of/$AUDIENCE"
mkdir -p "$TARGET/current"
ln -sfn "../releases-of/$AUDIENCE/current/$AUDIENCE" "$TARGET/current/$AUDIENCE"
