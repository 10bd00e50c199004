"""The site's own Markdown: takeaways, faq, quiz, call-to-action, and citations."""
