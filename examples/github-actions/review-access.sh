#!/usr/bin/env bash
# Usage: review-access.sh STACK PULL_REQUEST
# Previews the stack, writes one comment about access on the pull request, and fails if access is wider than before.
set -euo pipefail
stack=$1
pull_request=$2
marker='<!-- pod-identity diff -->'

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT # The preview holds the config of the stack in plain text.

pulumi preview --json --show-sames --show-replacement-steps --stack "$stack" > "$folder/preview.json"
npx pod-identity diff "$folder/preview.json" --format markdown > "$folder/comment.md"

comment=$(gh api "repos/{owner}/{repo}/issues/$pull_request/comments" --paginate \
    --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)
if [ -n "$comment" ]; then
    gh api --method PATCH "repos/{owner}/{repo}/issues/comments/$comment" --field "body=@$folder/comment.md" > "$folder/answer"
else
    gh api --method POST "repos/{owner}/{repo}/issues/$pull_request/comments" --field "body=@$folder/comment.md" > "$folder/answer"
fi

npx pod-identity diff "$folder/preview.json" --fail-on gained,widened,undecided
