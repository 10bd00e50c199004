"""The site's own Markdown: takeaways, faq, quiz, evidence, call-to-action, and citations."""
