"""Who is who: which names of participants are one person's, in Russian and English and with typing slips."""
