PROMPT_STATS_QUERY = """
SELECT p.id, p.prompt, count(r.id) AS answers
FROM prompts p LEFT JOIN replies r ON r.prompt_id = p.id
WHERE p.role = 'user' AND p.created_at >= %(since)s
GROUP BY p.id ORDER BY answers DESC
"""
DELETE_OLD = "DELETE FROM messages WHERE role = 'assistant' AND created_at < now() - interval '90 days'"


def stats(cursor, since):
    cursor.execute(PROMPT_STATS_QUERY, {"since": since})
    return cursor.fetchall()
