"""What allauth registers is for nobody to see or change: addresses and secrets are kept on the person's own pages."""

from allauth.account.admin import EmailAddress
from django.contrib import admin

admin.site.unregister(EmailAddress)
