/** HubSpot's own property names and labels, and the custom property that carries a site's match key. */
import type { TargetObject } from '#engine'

export const companies: TargetObject = {
  title: 'Company',
  plural: 'Companies',
  fields: [
    { name: 'name', label: 'Company name', type: 'text' },
    { name: 'address', label: 'Street address', type: 'text' },
    { name: 'city', label: 'City', type: 'text' },
    { name: 'state', label: 'State or region', type: 'text' },
    { name: 'zip', label: 'Postal code', type: 'text' },
    { name: 'country', label: 'Country', type: 'text' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'website', label: 'Website', type: 'text' },
    { name: 'domain', label: 'Company domain name', type: 'text' },
    { name: 'industry', label: 'Industry', type: 'text' },
    { name: 'numberofemployees', label: 'Number of employees', type: 'number' },
    { name: 'description', label: 'Description', type: 'text' },
  ],
  unique: [{ name: 'site_key', label: 'Site key' }],
}

export const contacts: TargetObject = {
  title: 'Contact',
  plural: 'Contacts',
  fields: [
    { name: 'email', label: 'E-mail', type: 'email' },
    { name: 'firstname', label: 'First name', type: 'text' },
    { name: 'lastname', label: 'Last name', type: 'text' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'mobilephone', label: 'Mobile phone number', type: 'phone' },
    { name: 'company', label: 'Company name', type: 'text' },
    { name: 'jobtitle', label: 'Job title', type: 'text' },
    { name: 'website', label: 'Website', type: 'text' },
    { name: 'address', label: 'Street address', type: 'text' },
    { name: 'city', label: 'City', type: 'text' },
    { name: 'state', label: 'State or region', type: 'text' },
    { name: 'zip', label: 'Postal code', type: 'text' },
    { name: 'country', label: 'Country', type: 'text' },
    { name: 'message', label: 'Message', type: 'text' },
  ],
  unique: [{ name: 'email', label: 'E-mail' }],
}
