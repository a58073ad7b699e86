-- Where an entry of the ledger of consents comes from: somebody said it, or it was written down again when two people
-- were joined or came apart.
--
-- Why: a no that was said while two people were joined holds for both when they come apart; one that was only repeated
-- for the first, because somebody else who was joined with them had said it, is nobody's but theirs. Without the
-- difference two merges that are undone out of order silence the wrong one. 'void': what was repeated was taken back,
-- and there was nothing before it.
-- Cost: a byte or two an entry. Entries of before count as said: the stricter reading.

alter table consents add column origin text not null default 'said' check (origin in ('said', 'repeated', 'void'));
